t.project_id = a.project_id AND t.fiscal_year = a.fiscal_year
AND coalesce(t.heading_key, '') = coalesce(a.heading_key, '') AND coalesce(t.unit_key, '') = coalesce(a.unit_key, '')
AND (t.name_key = a.name_key OR t.indicator_id = a.indicator_id)
