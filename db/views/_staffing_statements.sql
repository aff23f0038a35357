-- Every number in staffing, and where it stands among the statements of the same thing.
SELECT q.*, include(_standing)
FROM (
    SELECT
        f.id, f.part_id, part.name AS part_name, include(_of_report),
        f.fiscal_year, f.fiscal_year_to, f.basis, f.kind, f.within, f.measure, f.label, f.value, f.unit, f.note, f.raw,
        least_of(f) AS low,
        most_of(f) AS high,
        -- What has no name, or no known basis, is never the same thing as another.
        min(f.id) OVER (
            PARTITION BY
                r.project_id, f.fiscal_year, f.fiscal_year_to, f.basis, f.kind, f.within, f.measure,
                fold(part.name), CASE WHEN part.name IS NULL THEN f.part_id END,
                CASE WHEN f.kind = 'other' THEN fold(f.label) END,
                CASE WHEN f.basis IS NULL THEN f.id END
        ) AS thing
    FROM staffing f
    JOIN reports r ON r.id = f.report_id
    LEFT JOIN parts part ON part.id = f.part_id
    WHERE f.status = 'value' AND coalesce(f.value, f.value_low, f.value_high) IS NOT NULL AND r.project_id IS NOT NULL
) q
WINDOW same AS (PARTITION BY q.project_id, q.fiscal_year, q.basis, q.kind, q.thing)
