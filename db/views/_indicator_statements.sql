-- Every number of an indicator, and where it stands among the statements of the same thing. Needs _indicators before it.
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
    JOIN include(_reports) r ON r.id = f.report_id
    JOIN compared_indicators i ON i.id = f.indicator_id
    WHERE f.status = 'value' AND coalesce(f.value, f.value_low, f.value_high) IS NOT NULL AND r.project_id IS NOT NULL
) q
WINDOW same AS (PARTITION BY q.project_id, q.fiscal_year, q.measure, q.same_indicator, q.thing)
