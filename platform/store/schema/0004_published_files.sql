-- The signed files themselves, so that a lost folder of published files is written again:
-- the newest of each role, and every root, for kiosks follow the chain from the root they
-- know. Nobody here can sign root and targets anew.
CREATE TABLE role_files(
    role    TEXT NOT NULL,
    version INTEGER NOT NULL,
    file    BLOB NOT NULL,
    PRIMARY KEY(role, version)
);
