CREATE TRIGGER scan_update BEFORE UPDATE ON scan
BEGIN SELECT RAISE(ABORT, 'append-only: scan'); END;
CREATE TRIGGER scan_delete BEFORE DELETE ON scan
BEGIN SELECT RAISE(ABORT, 'append-only: scan'); END;
