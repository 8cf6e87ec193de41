"""Known changes made to plans with gold labels, and how many of them ``diff`` finds.

``subject`` is a plan that changes are made to, ``surgery`` and ``figures`` cut and spell text,
``changing``, ``wording`` and ``layout`` hold the operations, ``operations`` lists them and makes the
mutants, ``scoring`` holds what the comparison says against what was done, ``files`` writes mutants out,
``command`` is the command line.
"""
