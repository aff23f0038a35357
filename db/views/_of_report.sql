r.project_id, f.report_id, r.kind AS report_kind, r.sheet_fiscal_year, r.superseded_by, f.page, f."row", f.col, f.slot
