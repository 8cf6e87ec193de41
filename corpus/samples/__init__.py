"""Sample plans of a city and four wards that do not exist, with what is true of them."""
