-- Every amount in funding, and where it stands among the statements of the same thing. A sheet doesn't say whether it
-- rounds up, down or to the nearest, so the true amount is less than one last digit away from the printed one.
SELECT q.*, include(_standing)
FROM (
    SELECT
        f.id, f.part_id, part.name AS part_name, include(_of_report),
        f.fiscal_year, f.fiscal_year_to, f.basis, f.source, f.within, f.sums_to, f.label,
        f.amount_yen, f.precision_yen, f.note, f.raw,
        f.amount_yen - coalesce(nullif(f.precision_yen, 0), 1) AS low,
        f.amount_yen + coalesce(nullif(f.precision_yen, 0), 1) AS high,
        -- What has no name, or no known basis, is never the same thing as another.
        min(f.id) OVER (
            PARTITION BY
                r.project_id, f.fiscal_year, f.fiscal_year_to, f.basis, f.source, f.within,
                fold(part.name), CASE WHEN part.name IS NULL THEN f.part_id END,
                CASE WHEN f.source IN ('breakdown', 'other') THEN fold(f.label) END,
                CASE WHEN f.basis IS NULL THEN f.id END
        ) AS thing
    FROM funding f
    JOIN include(_reports) r ON r.id = f.report_id
    LEFT JOIN parts part ON part.id = f.part_id
    WHERE f.status = 'value' AND f.amount_yen IS NOT NULL AND r.project_id IS NOT NULL
) q
WINDOW same AS (PARTITION BY q.project_id, q.fiscal_year, q.basis, q.source, q.thing)
