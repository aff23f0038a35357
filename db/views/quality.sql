-- How far each source can be trusted 品質: what was read from it, what was not, and what is odd about it.
--
-- source_id: Source file (sources.id)
-- path: Path of the file
-- member: Name inside a zip file
-- status: What became of it
-- reports: Reports found in it
-- facts: Facts read from it
-- coverage: Share of non-blank cells accounted for, mean of its reports, 0 to 1; NULL: no report
-- lowest_coverage: The same of its worst report
-- unread_cells: Non-blank cells that no rule claimed
-- errors: Open findings: a value is wrong or missing
-- warnings: Open findings: a value may be wrong
-- infos: Open findings: good to know
-- confirmed: Findings that a person confirmed
WITH facts AS (
    SELECT report_id, count(*) AS facts
    FROM (include(_all_facts)) every_fact
    GROUP BY report_id
),
reports_of AS (
    SELECT
        r.source_id, count(*) AS reports, sum(coalesce(n.facts, 0)) AS facts, avg(r.coverage) AS coverage,
        min(r.coverage) AS lowest_coverage
    FROM reports r
    LEFT JOIN facts n ON n.report_id = r.id
    GROUP BY r.source_id
),
unread AS (
    SELECT source_id, count(*) AS cells FROM unread_cells GROUP BY source_id
),
found AS (
    SELECT
        source_id,
        sum(CASE WHEN status = 'open' AND severity = 'error' THEN 1 ELSE 0 END) AS errors,
        sum(CASE WHEN status = 'open' AND severity = 'warning' THEN 1 ELSE 0 END) AS warnings,
        sum(CASE WHEN status = 'open' AND severity = 'info' THEN 1 ELSE 0 END) AS infos,
        sum(CASE WHEN status = 'confirmed' THEN 1 ELSE 0 END) AS confirmed
    FROM findings
    GROUP BY source_id
)
SELECT
    s.id AS source_id, s.path, s.member, s.status, coalesce(r.reports, 0) AS reports, coalesce(r.facts, 0) AS facts,
    r.coverage, r.lowest_coverage, coalesce(u.cells, 0) AS unread_cells, coalesce(f.errors, 0) AS errors,
    coalesce(f.warnings, 0) AS warnings, coalesce(f.infos, 0) AS infos, coalesce(f.confirmed, 0) AS confirmed
FROM sources s
LEFT JOIN reports_of r ON r.source_id = s.id
LEFT JOIN unread u ON u.source_id = s.id
LEFT JOIN found f ON f.source_id = s.id
