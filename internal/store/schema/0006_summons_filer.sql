-- How often one applicant asked one owner is counted without reading everybody's requests to a large owner.
CREATE INDEX summons_filer ON summons (filer, owner, asked);
