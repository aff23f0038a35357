CASE WHEN superseded_by IS NULL THEN 0 ELSE 1 END,
sheet_fiscal_year DESC NULLS LAST,
CASE report_kind WHEN 'sheet' THEN 0 WHEN 'list_row' THEN 1 ELSE 2 END,
page, "row", col, slot, report_id
