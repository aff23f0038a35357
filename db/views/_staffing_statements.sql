-- Every number in staffing, and where it stands among the statements of the same thing.
-- Where one report has several rows of a kind under different labels (事務職, 技術職), each label is a thing of its own.
-- Needs _staffing before it.
SELECT q.*, include(_standing)
FROM (
    SELECT
        f.id, f.part_id, f.part_name, include(_of_report),
        f.fiscal_year, f.fiscal_year_to, f.basis, f.kind, f.within, f.measure, f.label, f.value, f.unit, f.note, f.raw,
        least_of(f) AS low,
        most_of(f) AS high,
        -- What has no name, or no known basis, is never the same thing as another.
        min(f.id) OVER (
            PARTITION BY
                r.project_id, f.fiscal_year, f.fiscal_year_to, f.basis, f.kind, f.within, f.measure,
                f.part_key, CASE WHEN f.part_key IS NULL THEN f.part_id END,
                CASE WHEN f.kind = 'other' OR f.by_label THEN f.label_key END,
                CASE WHEN f.basis IS NULL THEN f.id END
        ) AS thing
    FROM labelled_staffing f
    JOIN include(_reports) r ON r.id = f.report_id
    WHERE r.project_id IS NOT NULL
) q
WINDOW same AS (PARTITION BY q.project_id, q.fiscal_year, q.basis, q.kind, q.thing)
