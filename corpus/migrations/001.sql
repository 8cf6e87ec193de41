-- Plans, what they say, and where. Every row of a fact names its plan, its block of text with offsets, its
-- page, and the section that it stands in. `ref` is the id of the row in the plan's JSON record (`t3`).
-- `folded` is a text without marks and with d for đ: SQLite's remove_diacritics leaves đ as it is.

CREATE TABLE plans (
    id            INTEGER PRIMARY KEY,
    sha256        TEXT NOT NULL UNIQUE,
    format        TEXT NOT NULL,
    pages         INTEGER,
    ocr           INTEGER NOT NULL DEFAULT 0,
    document_type TEXT,
    number        TEXT,
    issuer        TEXT,
    level         TEXT,
    place         TEXT,
    province      TEXT,
    date          TEXT,
    year          INTEGER,
    title         TEXT,
    period_start  INTEGER,
    period_end    INTEGER,
    has_period    INTEGER NOT NULL DEFAULT 0,
    signers       TEXT NOT NULL DEFAULT '[]',
    recipients    TEXT NOT NULL DEFAULT '[]',
    version       TEXT NOT NULL,
    added         TEXT NOT NULL,
    updated       TEXT NOT NULL
);
CREATE INDEX plans_number ON plans (number);
CREATE INDEX plans_facets ON plans (level, province, year, document_type);

-- Copies of one file are one plan with several paths.
CREATE TABLE files (
    path    TEXT PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX files_plan ON files (plan_id);

CREATE TABLE implements (
    plan_id  INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number   TEXT NOT NULL,
    PRIMARY KEY (plan_id, position)
) WITHOUT ROWID;
CREATE INDEX implements_number ON implements (number);

CREATE TABLE blocks (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    text         TEXT NOT NULL,
    folded       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    label        TEXT,
    page         INTEGER,
    cell_table   INTEGER,
    cell_row     INTEGER,
    cell_column  INTEGER,
    cell_rows    INTEGER,
    cell_columns INTEGER,
    UNIQUE (plan_id, number)
);

CREATE TABLE sections (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    ref        TEXT NOT NULL,
    path       TEXT NOT NULL,
    level      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT,
    block_id   INTEGER NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    page       INTEGER,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX sections_plan ON sections (plan_id);
CREATE INDEX sections_block ON sections (block_id);

CREATE TABLE citations (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    ref        TEXT NOT NULL,
    text       TEXT NOT NULL,
    type       TEXT NOT NULL,
    number     TEXT,
    name       TEXT,
    year       INTEGER,
    date       TEXT,
    issuer     TEXT,
    pinpoint   TEXT,
    canonical  TEXT NOT NULL,
    refers_to  TEXT,
    section_id INTEGER REFERENCES sections (id),
    block_id   INTEGER NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    page       INTEGER,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX citations_plan ON citations (plan_id);
CREATE INDEX citations_block ON citations (block_id);
CREATE INDEX citations_section ON citations (section_id);
CREATE INDEX citations_number ON citations (number, plan_id);
CREATE INDEX citations_canonical ON citations (canonical);

CREATE TABLE targets (
    id           INTEGER PRIMARY KEY,
    plan_id      INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    ref          TEXT NOT NULL,
    text         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    indicator    TEXT NOT NULL,
    folded       TEXT NOT NULL,
    comparator   TEXT,
    value        REAL,
    upper        REAL,
    unit         TEXT,
    direction    TEXT,
    per          TEXT,
    period_start INTEGER,
    period_end   INTEGER,
    has_period   INTEGER NOT NULL DEFAULT 0,
    part_of      TEXT,
    groups       TEXT NOT NULL DEFAULT '[]',
    section_id   INTEGER REFERENCES sections (id),
    block_id     INTEGER NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
    start        INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    page         INTEGER,
    rule         TEXT NOT NULL,
    confidence   REAL NOT NULL
);
CREATE INDEX targets_plan ON targets (plan_id);
CREATE INDEX targets_block ON targets (block_id);
CREATE INDEX targets_section ON targets (section_id);
CREATE INDEX targets_unit ON targets (unit, kind, value, upper, period_start, period_end, plan_id);
CREATE INDEX targets_most ON targets (coalesce(upper, value));
CREATE INDEX targets_period ON targets (period_end, period_start, kind);

CREATE TABLE assignments (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    ref        TEXT NOT NULL,
    agency     TEXT NOT NULL,
    task       TEXT NOT NULL,
    role       TEXT NOT NULL,
    partners   TEXT NOT NULL DEFAULT '[]',
    requested  INTEGER NOT NULL,
    inline     INTEGER NOT NULL,
    canonical  TEXT NOT NULL,
    level      TEXT,
    due        TEXT,
    section_id INTEGER REFERENCES sections (id),
    block_id   INTEGER NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    page       INTEGER,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX assignments_plan ON assignments (plan_id);
CREATE INDEX assignments_block ON assignments (block_id);
CREATE INDEX assignments_section ON assignments (section_id);
CREATE INDEX assignments_canonical ON assignments (canonical);

CREATE TABLE allocations (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    ref        TEXT NOT NULL,
    recipient  TEXT NOT NULL,
    indicator  TEXT NOT NULL,
    value      REAL NOT NULL,
    unit       TEXT,
    block_id   INTEGER NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    page       INTEGER,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX allocations_plan ON allocations (plan_id);
CREATE INDEX allocations_block ON allocations (block_id);

CREATE TABLE deadlines (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    ref        TEXT NOT NULL,
    text       TEXT NOT NULL,
    due        TEXT,
    every      TEXT,
    section_id INTEGER REFERENCES sections (id),
    block_id   INTEGER NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    page       INTEGER,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX deadlines_plan ON deadlines (plan_id);
CREATE INDEX deadlines_block ON deadlines (block_id);
CREATE INDEX deadlines_section ON deadlines (section_id);

-- `of_reading`: told by the reader of the file, not by the extractors.
CREATE TABLE notices (
    id         INTEGER PRIMARY KEY,
    plan_id    INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    code       TEXT NOT NULL,
    arguments  TEXT NOT NULL,
    of_reading INTEGER NOT NULL,
    block_id   INTEGER REFERENCES blocks (id) ON DELETE CASCADE,
    start      INTEGER,
    "end"      INTEGER,
    page       INTEGER
);
CREATE INDEX notices_plan ON notices (plan_id);
CREATE INDEX notices_block ON notices (block_id);

CREATE TABLE comparisons (
    id        INTEGER PRIMARY KEY,
    local_id  INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    parent_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    added     TEXT NOT NULL,
    UNIQUE (local_id, parent_id)
);
CREATE INDEX comparisons_parent ON comparisons (parent_id);

CREATE TABLE findings (
    id            INTEGER PRIMARY KEY,
    comparison_id INTEGER NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
    ref           TEXT NOT NULL,
    type          TEXT NOT NULL,
    status        TEXT NOT NULL,
    severity      TEXT NOT NULL,
    effect        TEXT,
    parent_ref    TEXT,
    local_ref     TEXT,
    parent_text   TEXT,
    local_text    TEXT,
    changes       TEXT NOT NULL DEFAULT '[]',
    share         REAL,
    confidence    REAL,
    message       TEXT,
    fingerprint   TEXT,
    plan_id       INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    block_id      INTEGER REFERENCES blocks (id) ON DELETE CASCADE,
    start         INTEGER,
    "end"         INTEGER,
    page          INTEGER
);
CREATE INDEX findings_comparison ON findings (comparison_id);
CREATE INDEX findings_status ON findings (type, status, severity);
CREATE INDEX findings_plan ON findings (plan_id);
CREATE INDEX findings_block ON findings (block_id);

CREATE VIRTUAL TABLE blocks_fts USING fts5 (
    text, folded, content='blocks', content_rowid='id', tokenize="unicode61 remove_diacritics 0"
);
CREATE TRIGGER blocks_after_insert AFTER INSERT ON blocks BEGIN
    INSERT INTO blocks_fts (rowid, text, folded) VALUES (new.id, new.text, new.folded);
END;
CREATE TRIGGER blocks_after_delete AFTER DELETE ON blocks BEGIN
    INSERT INTO blocks_fts (blocks_fts, rowid, text, folded) VALUES ('delete', old.id, old.text, old.folded);
END;
CREATE TRIGGER blocks_after_update AFTER UPDATE OF text, folded ON blocks BEGIN
    INSERT INTO blocks_fts (blocks_fts, rowid, text, folded) VALUES ('delete', old.id, old.text, old.folded);
    INSERT INTO blocks_fts (rowid, text, folded) VALUES (new.id, new.text, new.folded);
END;

CREATE VIRTUAL TABLE targets_fts USING fts5 (
    folded, content='targets', content_rowid='id', tokenize="unicode61 remove_diacritics 0"
);
CREATE TRIGGER targets_after_insert AFTER INSERT ON targets BEGIN
    INSERT INTO targets_fts (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER targets_after_delete AFTER DELETE ON targets BEGIN
    INSERT INTO targets_fts (targets_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
CREATE TRIGGER targets_after_update AFTER UPDATE OF folded ON targets BEGIN
    INSERT INTO targets_fts (targets_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
    INSERT INTO targets_fts (rowid, folded) VALUES (new.id, new.folded);
END;
