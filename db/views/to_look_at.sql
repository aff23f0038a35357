-- What a person should look at 要確認: open findings of severity error or warning, most severe first.
-- The table findings has what is good to know, too: above all the sums that hold.
--
-- severity: 'error': a value is wrong or missing; 'warning': it may be
-- file: Path of the file
-- page: Page or sheet of the file, from 1
-- line: Line (row) in the file or on the page, from 1; NULL: the finding is on the file as a whole
-- cell: Column in that line, from 1
-- municipality_code: Municipality 自治体
-- project_name: Name of the project on the sheet 事務事業名
-- fiscal_year: Fiscal year 年度 that the finding is about, else the one that the report evaluates
-- rule: Stable name of the rule
-- message: What is odd, and what to do about it
-- expected: What was expected
-- actual: What was found
-- form: Form of the report
-- report_id: Report; NULL: the finding is on the file
-- finding_id: Finding (findings.id)
SELECT
    f.severity, s.path AS file, f.page, f."row" + 1 AS line, f.col + 1 AS cell, r.municipality_code, r.project_name,
    coalesce(f.fiscal_year, r.fiscal_year) AS fiscal_year, f.rule, f.message, f.expected, f.actual, r.form, f.report_id,
    f.id AS finding_id
FROM findings f
JOIN sources s ON s.id = f.source_id
LEFT JOIN reports r ON r.id = f.report_id
WHERE f.status = 'open' AND f.severity IN ('error', 'warning')
ORDER BY f.severity, s.path, f.page, f."row", f.col, f.rule, f.id
