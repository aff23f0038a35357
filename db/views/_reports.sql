-- The reports as parts of a history: those of a project that another follows count as the other's. In two halves, so
-- that a query for one project looks up its reports and reads no other.
(
    SELECT
        told.id, told.project_id, told.kind, told.fiscal_year, told.sheet_fiscal_year, told.superseded_by,
        told.project_name, told.department
    FROM reports told
    WHERE told.project_id NOT IN (SELECT went.project_id FROM project_history went)
    UNION ALL
    SELECT
        told.id, went.current_project_id, told.kind, told.fiscal_year, told.sheet_fiscal_year, told.superseded_by,
        told.project_name, told.department
    FROM project_history went
    JOIN reports told ON told.project_id = went.project_id
)
