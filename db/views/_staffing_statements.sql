-- Every number in staffing, and where it stands among the statements of the same thing.
SELECT
    f.id, f.part_id, part.name AS part_name, r.project_id, f.report_id, r.sheet_fiscal_year, r.superseded_by,
    f.fiscal_year, f.fiscal_year_to, f.basis, f.kind, f.within, f.measure, f.label, f.value, f.unit, f.note, f.raw,
    least_of(f) AS low,
    most_of(f) AS high,
    min(f.id) OVER thing AS thing,
    row_number() OVER (thing ORDER BY include(_best_first)) AS place,
    dense_rank() OVER (thing ORDER BY r.id) + dense_rank() OVER (thing ORDER BY r.id DESC) - 1 AS statements,
    max(least_of(f)) OVER thing < min(most_of(f)) OVER thing AS agree
FROM staffing f
JOIN reports r ON r.id = f.report_id
LEFT JOIN parts part ON part.id = f.part_id
WHERE f.status = 'value' AND r.project_id IS NOT NULL
    AND coalesce(f.value, f.value_low, f.value_high) IS NOT NULL
-- What has no name, or no known basis, is never the same thing as another.
WINDOW thing AS (
    PARTITION BY
        r.project_id, f.fiscal_year, f.fiscal_year_to, f.basis, f.kind, f.within, f.measure,
        fold(part.name), CASE WHEN part.name IS NULL THEN f.part_id END,
        CASE WHEN f.kind = 'other' THEN fold(f.label) END,
        CASE WHEN f.basis IS NULL THEN f.id END
)
