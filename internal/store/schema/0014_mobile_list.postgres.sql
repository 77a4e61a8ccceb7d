-- A list is signed by eGov Business as well.
ALTER TABLE mobile DROP CONSTRAINT mobile_purpose_check;
ALTER TABLE mobile ADD CONSTRAINT mobile_purpose_check CHECK (purpose IN ('login', 'sign', 'agree', 'list'));
