-- Which department was in charge of a project when 年度ごとの所管課: one row per project and year in which a sheet was
-- made that names a department or the project, as that year's best sheet prints it.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- sheet_fiscal_year: Fiscal year that the sheet was made in 作成年度
-- department: Department in charge 所管 in that year, as printed
-- name: Name of the project in that year, as printed
-- previous_department: Department on the sheets of the year before that has any
-- changed: Whether that is another one, as printed but for width and white space; NULL: there is none to compare with
-- statements: Reports of that year that name a department, superseded ones too
-- agree: Whether they all name the same
-- report_id: Report it is taken from
WITH named AS (
    SELECT
        r.project_id, r.sheet_fiscal_year, r.superseded_by, r.department, r.project_name, r.id AS report_id,
        fold(r.department) AS department_key,
        row_number() OVER (
            PARTITION BY r.project_id, r.sheet_fiscal_year
            ORDER BY
                CASE WHEN r.superseded_by IS NULL THEN 0 ELSE 1 END, CASE WHEN r.department IS NULL THEN 1 ELSE 0 END,
                CASE r.kind WHEN 'sheet' THEN 0 WHEN 'list_row' THEN 1 ELSE 2 END, r.id
        ) AS place
    FROM include(_reports) r
    WHERE r.sheet_fiscal_year IS NOT NULL AND coalesce(r.department, r.project_name) IS NOT NULL
),
counted AS (
    SELECT
        n.*,
        count(n.department) OVER year AS statements,
        min(n.department_key) OVER year = max(n.department_key) OVER year AS agree
    FROM named n
    WINDOW year AS (PARTITION BY n.project_id, n.sheet_fiscal_year)
),
best AS (
    SELECT
        c.*,
        lag(c.department) OVER years AS previous_department,
        lag(c.department_key) OVER years AS previous_key
    FROM counted c
    WHERE c.place = 1 AND c.superseded_by IS NULL
    WINDOW years AS (PARTITION BY c.project_id ORDER BY c.sheet_fiscal_year)
)
SELECT
    b.project_id, p.municipality_code, p.name AS project_name, b.sheet_fiscal_year, b.department, b.project_name AS name,
    b.previous_department, b.department_key <> b.previous_key AS changed, b.statements, b.agree, b.report_id
FROM best b
JOIN projects p ON p.id = b.project_id
