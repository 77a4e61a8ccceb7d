CREATE TRIGGER scan_gone_update BEFORE UPDATE ON scan_gone
BEGIN SELECT RAISE(ABORT, 'append-only: scan_gone'); END;
CREATE TRIGGER scan_gone_delete BEFORE DELETE ON scan_gone
BEGIN SELECT RAISE(ABORT, 'append-only: scan_gone'); END;
