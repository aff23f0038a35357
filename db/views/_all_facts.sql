SELECT report_id FROM indicators
UNION ALL SELECT report_id FROM indicator_values
UNION ALL SELECT report_id FROM costs
UNION ALL SELECT report_id FROM funding
UNION ALL SELECT report_id FROM staffing
UNION ALL SELECT report_id FROM derived
UNION ALL SELECT report_id FROM evaluations
UNION ALL SELECT report_id FROM ratings
UNION ALL SELECT report_id FROM choices
UNION ALL SELECT report_id FROM goals
UNION ALL SELECT report_id FROM policies
UNION ALL SELECT report_id FROM narratives
UNION ALL SELECT report_id FROM fields
