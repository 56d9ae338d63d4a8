-- A patch is made against what kiosks hold, so it must be known which revision was shown.

-- The channel's version that a revision was first published in, 0 if it never was. Of what
-- was published before this column was, only the newest revision is known.
ALTER TABLE document_versions ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
UPDATE document_versions SET version = coalesce((SELECT documents.version FROM documents
    WHERE documents.channel = document_versions.channel AND documents.id = document_versions.id
      AND documents.rev = document_versions.rev), 0);

-- Of a patch: length and hash of the lines it stands on and of the lines that come out.
ALTER TABLE segments ADD COLUMN patch_base_bytes  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segments ADD COLUMN patch_base_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE segments ADD COLUMN plain_bytes   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segments ADD COLUMN plain_sha256  TEXT NOT NULL DEFAULT '';
