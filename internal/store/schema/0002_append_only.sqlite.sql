CREATE TRIGGER fact_update BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'append-only: fact'); END;
CREATE TRIGGER fact_delete BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'append-only: fact'); END;

-- A version of an entry changes once: when it stops being what is known.
CREATE TRIGGER entry_update BEFORE UPDATE ON entry
WHEN OLD.known_until <> 9223372036854775807
BEGIN SELECT RAISE(ABORT, 'append-only: entry'); END;
CREATE TRIGGER entry_update_of BEFORE UPDATE OF
    person, id, version, number, rka, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from
ON entry
BEGIN SELECT RAISE(ABORT, 'append-only: entry'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'append-only: entry'); END;

CREATE TRIGGER resident_update BEFORE UPDATE ON resident
WHEN OLD.known_until <> 9223372036854775807
BEGIN SELECT RAISE(ABORT, 'append-only: resident'); END;
CREATE TRIGGER resident_update_of BEFORE UPDATE OF
    rka, id, version, person, number, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from
ON resident
BEGIN SELECT RAISE(ABORT, 'append-only: resident'); END;
CREATE TRIGGER resident_delete BEFORE DELETE ON resident
BEGIN SELECT RAISE(ABORT, 'append-only: resident'); END;

-- INSERT OR REPLACE would delete the old row without firing its trigger.
CREATE TRIGGER fact_replace BEFORE INSERT ON fact
WHEN EXISTS (SELECT 1 FROM fact WHERE chain = NEW.chain AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'taken: fact'); END;

-- INSERT OR REPLACE would delete the old row without firing its trigger.
CREATE TRIGGER entry_replace BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE person = NEW.person AND id = NEW.id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'taken: entry'); END;

-- INSERT OR REPLACE would delete the old row without firing its trigger.
CREATE TRIGGER resident_replace BEFORE INSERT ON resident
WHEN EXISTS (SELECT 1 FROM resident WHERE rka = NEW.rka AND id = NEW.id AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'taken: resident'); END;
