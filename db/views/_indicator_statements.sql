-- Every number of an indicator, and where it stands among the statements of the same thing.
SELECT q.*, include(_standing)
FROM (
    SELECT
        f.id, coalesce(f.part_id, i.part_id) AS part_id, i.part_name, include(_of_report),
        f.fiscal_year, f.fiscal_year_to,
        i.same_indicator, i.kind, i.heading, i.name, i.formula, i.unit AS indicator_unit, i.direction,
        f.measure, f.label, f.value, f.value_low, f.value_high, f.qualifier, f.unit, f.note, f.raw,
        least_of(f) AS low,
        most_of(f) AS high,
        min(f.id) OVER (
            PARTITION BY r.project_id, i.same_indicator, f.fiscal_year, f.fiscal_year_to, f.measure
        ) AS thing
    FROM indicator_values f
    JOIN reports r ON r.id = f.report_id
    JOIN (
        SELECT
            i.id, i.part_id, part.name AS part_name, i.kind, i.heading, i.name, i.formula, i.unit, i.direction,
            -- What has no name is never the same thing as another.
            min(i.id) OVER (
                PARTITION BY
                    r.project_id, i.kind, fold(i.heading), fold(i.name), fold(i.unit),
                    CASE WHEN i.name IS NULL THEN i.id END,
                    fold(part.name), CASE WHEN part.name IS NULL THEN i.part_id END
            ) AS same_indicator
        FROM indicators i
        JOIN reports r ON r.id = i.report_id
        LEFT JOIN parts part ON part.id = i.part_id
        WHERE r.project_id IS NOT NULL
    ) i ON i.id = f.indicator_id
    WHERE f.status = 'value' AND coalesce(f.value, f.value_low, f.value_high) IS NOT NULL AND r.project_id IS NOT NULL
) q
WINDOW same AS (PARTITION BY q.project_id, q.fiscal_year, q.measure, q.same_indicator, q.thing)
