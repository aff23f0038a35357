"""The contracts between the stages: documents, facts, findings, reports. No input or output here."""
