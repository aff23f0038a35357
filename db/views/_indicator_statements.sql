-- Every number of an indicator, and where it stands among the statements of the same thing.
SELECT
    f.id, coalesce(f.part_id, i.part_id) AS part_id, part.name AS part_name, r.project_id, f.report_id,
    r.sheet_fiscal_year, r.superseded_by, f.fiscal_year, f.fiscal_year_to, i.id AS indicator_id, i.kind, i.heading,
    i.name, i.formula, i.unit AS indicator_unit, i.direction, f.measure, f.label, f.value, f.value_low, f.value_high,
    f.qualifier, f.unit, f.note, f.raw,
    fold(i.heading) AS heading_key, fold(i.name) AS name_key, fold(i.unit) AS unit_key,
    least_of(f) AS low,
    most_of(f) AS high,
    min(f.id) OVER thing AS thing,
    row_number() OVER (thing ORDER BY include(_best_first)) AS place,
    dense_rank() OVER (thing ORDER BY r.id) + dense_rank() OVER (thing ORDER BY r.id DESC) - 1 AS statements,
    max(least_of(f)) OVER thing < min(most_of(f)) OVER thing AS agree
FROM indicator_values f
JOIN indicators i ON i.id = f.indicator_id
JOIN reports r ON r.id = f.report_id
LEFT JOIN parts part ON part.id = coalesce(f.part_id, i.part_id)
WHERE f.status = 'value' AND r.project_id IS NOT NULL
    AND coalesce(f.value, f.value_low, f.value_high) IS NOT NULL
-- What has no name is never the same thing as another.
WINDOW thing AS (
    PARTITION BY
        r.project_id, f.fiscal_year, f.fiscal_year_to, i.kind, f.measure,
        fold(i.heading), fold(i.name), fold(i.unit), CASE WHEN i.name IS NULL THEN i.id END,
        fold(part.name), CASE WHEN part.name IS NULL THEN coalesce(f.part_id, i.part_id) END
)
