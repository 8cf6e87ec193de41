-- What people read: each fact with the plan, the section and the place that it stands in.

CREATE VIEW v_plans AS
SELECT p.id, (SELECT min(path) FROM files WHERE plan_id = p.id) AS path, p.document_type, p.number, p.issuer,
    p.level, p.province, p.place, p.date, p.year, p.title, p.period_start, p.period_end,
    (SELECT group_concat(number, '; ') FROM implements WHERE plan_id = p.id) AS implements,
    p.format, p.pages, p.ocr, p.sha256, p.version, p.added, p.updated
FROM plans p;

CREATE VIEW v_sections AS
SELECT x.id, x.plan_id, p.path AS plan, p.number, p.issuer, p.level AS plan_level, p.province, p.year, x.ref,
    x.path, x.level, x.kind, x.title, x.page, b.number AS block, x.start, x."end", x.rule, x.confidence
FROM sections x JOIN v_plans p ON p.id = x.plan_id JOIN blocks b ON b.id = x.block_id;

CREATE VIEW v_citations AS
SELECT x.id, x.plan_id, p.path AS plan, p.number AS plan_number, p.issuer AS plan_issuer, p.level, p.province,
    p.year AS plan_year, x.ref, x.text, x.type, x.number, x.name, x.year, x.date, x.issuer, x.pinpoint,
    x.canonical, x.refers_to, s.path AS section, s.title AS section_title, x.page, b.number AS block, x.start,
    x."end", b.text AS passage, x.rule, x.confidence
FROM citations x JOIN v_plans p ON p.id = x.plan_id JOIN blocks b ON b.id = x.block_id
LEFT JOIN sections s ON s.id = x.section_id;

CREATE VIEW v_targets AS
SELECT x.id, x.plan_id, p.path AS plan, p.number, p.issuer, p.level, p.province, p.year, x.ref, x.text, x.kind,
    x.indicator, x.comparator, x.value, x.upper, x.unit, x.direction, x.per, x.period_start, x.period_end,
    x.part_of, x.groups, s.path AS section, s.title AS section_title, x.page, b.number AS block, x.start,
    x."end", b.text AS passage, x.rule, x.confidence
FROM targets x JOIN v_plans p ON p.id = x.plan_id JOIN blocks b ON b.id = x.block_id
LEFT JOIN sections s ON s.id = x.section_id;

CREATE VIEW v_assignments AS
SELECT x.id, x.plan_id, p.path AS plan, p.number, p.issuer, p.level AS plan_level, p.province, p.year, x.ref,
    x.agency, x.canonical, x.level, x.role, x.task, x.partners, x.requested, x.inline, x.due,
    s.path AS section, s.title AS section_title, x.page, b.number AS block, x.start, x."end", x.rule,
    x.confidence
FROM assignments x JOIN v_plans p ON p.id = x.plan_id JOIN blocks b ON b.id = x.block_id
LEFT JOIN sections s ON s.id = x.section_id;

CREATE VIEW v_allocations AS
SELECT x.id, x.plan_id, p.path AS plan, p.number, p.issuer, p.level, p.province, p.year, x.ref, x.recipient,
    x.indicator, x.value, x.unit, x.page, b.number AS block, x.start, x."end", x.rule, x.confidence
FROM allocations x JOIN v_plans p ON p.id = x.plan_id JOIN blocks b ON b.id = x.block_id;

CREATE VIEW v_deadlines AS
SELECT x.id, x.plan_id, p.path AS plan, p.number, p.issuer, p.level, p.province, p.year, x.ref, x.text, x.due,
    x.every, s.path AS section, s.title AS section_title, x.page, b.number AS block, x.start, x."end", x.rule,
    x.confidence
FROM deadlines x JOIN v_plans p ON p.id = x.plan_id JOIN blocks b ON b.id = x.block_id
LEFT JOIN sections s ON s.id = x.section_id;

CREATE VIEW v_findings AS
SELECT x.id, x.comparison_id, c.local_id, c.parent_id, l.path AS local, l.issuer AS local_issuer, l.level,
    l.province, l.year, u.path AS parent, u.issuer AS parent_issuer, x.ref, x.type, x.status, x.severity,
    x.effect, x.parent_ref, x.parent_text, x.local_ref, x.local_text, x.changes, x.share, x.confidence,
    x.message, x.fingerprint, x.plan_id, x.page, b.number AS block, x.start, x."end"
FROM findings x JOIN comparisons c ON c.id = x.comparison_id
JOIN v_plans l ON l.id = c.local_id JOIN v_plans u ON u.id = c.parent_id
LEFT JOIN blocks b ON b.id = x.block_id;
