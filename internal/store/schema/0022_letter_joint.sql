-- What a letter has in common with others that one SMS may speak for, and the letter whose SMS does.
ALTER TABLE letter ADD COLUMN joint text NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN voice text NOT NULL DEFAULT '';
CREATE INDEX letter_joint ON letter (joint) WHERE joint <> '';
