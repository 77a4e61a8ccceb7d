CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER fact_change BEFORE UPDATE OR DELETE ON fact
FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER fact_truncate BEFORE TRUNCATE ON fact
FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- A version of an entry changes once: when it stops being what is known.
CREATE TRIGGER entry_update BEFORE UPDATE ON entry
FOR EACH ROW WHEN (OLD.known_until <> 9223372036854775807) EXECUTE FUNCTION append_only();
CREATE TRIGGER entry_update_of BEFORE UPDATE OF
    person, id, version, number, rka, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from
ON entry
FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER entry_delete BEFORE DELETE ON entry
FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER entry_truncate BEFORE TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TRIGGER resident_update BEFORE UPDATE ON resident
FOR EACH ROW WHEN (OLD.known_until <> 9223372036854775807) EXECUTE FUNCTION append_only();
CREATE TRIGGER resident_update_of BEFORE UPDATE OF
    rka, id, version, person, number, type, months, valid_from, valid_until, term, status, case_ref, ended, known_from
ON resident
FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER resident_delete BEFORE DELETE ON resident
FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER resident_truncate BEFORE TRUNCATE ON resident
FOR EACH STATEMENT EXECUTE FUNCTION append_only();
