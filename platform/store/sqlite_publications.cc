#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

PublishedRole role_of(const Statement& row) {
    return {.name = row.text(0),
            .version = row.integer(1),
            .bytes = static_cast<std::uint64_t>(row.integer(2)),
            .sha256 = row.text(3),
            .expires_ms = row.integer(4)};
}

PublishedView view_of(const Statement& row) {
    return {.village = row.text(0),
            .snapshot_version = row.integer(1),
            .timestamp_version = row.integer(2),
            .timestamp = row.blob(3),
            .snapshot_expires_ms = row.integer(4),
            .timestamp_expires_ms = row.integer(5)};
}

TextDigest mark_of_row(const Statement& row, int first) {
    return {static_cast<std::uint64_t>(row.integer(first)), row.text(first + 1)};
}

class SqlitePublications final : public PublicationStore {
  public:
    explicit SqlitePublications(SqliteSession& session) : session_(session) {}

    Result<std::vector<PublishedSegment>> segments(std::string_view channel) override {
        Statement select = TRY(session_.prepare(
            "SELECT target,kind,from_version,to_version,part,parts,documents,bytes,sha256,"
            "patch_base_bytes,patch_base_sha256,plain_bytes,plain_sha256 FROM segments WHERE "
            "channel=? "
            "ORDER BY target"));
        select.bind(1, channel);
        std::vector<PublishedSegment> segments;
        while (TRY(select.step())) {
            PublishedSegment segment;
            segment.info = {.target = select.text(0),
                            .kind = select.text(1),
                            .from = select.integer(2),
                            .to = select.integer(3),
                            .part = static_cast<int>(select.integer(4)),
                            .parts = static_cast<int>(select.integer(5)),
                            .documents = select.integer(6),
                            .bytes = static_cast<std::uint64_t>(select.integer(7)),
                            .patch_base = mark_of_row(select, 9),
                            .plain = mark_of_row(select, 11)};
            segment.sha256 = select.text(8);
            segments.push_back(std::move(segment));
        }
        return segments;
    }

    Result<void> set_segments(std::string_view channel,
                              const std::vector<PublishedSegment>& segments) override {
        Statement clear = TRY(session_.prepare("DELETE FROM segments WHERE channel=?"));
        TRY(clear.bind(1, channel).run());
        Statement insert = TRY(session_.prepare(
            "INSERT INTO segments(channel,target,kind,from_version,to_version,part,parts,"
            "documents,bytes,sha256,patch_base_bytes,patch_base_sha256,plain_bytes,plain_sha256) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
        for (const PublishedSegment& segment : segments) {
            const SegmentInfo& info = segment.info;
            TRY(insert.bind(1, channel)
                    .bind(2, info.target)
                    .bind(3, info.kind)
                    .bind(4, info.from)
                    .bind(5, info.to)
                    .bind(6, info.part)
                    .bind(7, info.parts)
                    .bind(8, info.documents)
                    .bind(9, info.bytes)
                    .bind(10, segment.sha256)
                    .bind(11, info.patch_base.bytes)
                    .bind(12, info.patch_base.sha256)
                    .bind(13, info.plain.bytes)
                    .bind(14, info.plain.sha256)
                    .run());
        }
        return {};
    }

    Result<PublishedRole> role(std::string_view name) override {
        Statement select = TRY(session_.prepare(
            "SELECT name,version,bytes,sha256,expires_ms FROM roles WHERE name=?"));
        if (!TRY(select.bind(1, name).step())) return no_row("role");
        return role_of(select);
    }

    Result<std::vector<PublishedRole>> roles() override {
        Statement select = TRY(session_.prepare(
            "SELECT name,version,bytes,sha256,expires_ms FROM roles ORDER BY name"));
        std::vector<PublishedRole> roles;
        while (TRY(select.step())) roles.push_back(role_of(select));
        return roles;
    }

    Result<void> set_role(const PublishedRole& role) override {
        Statement keep = TRY(session_.prepare(
            "INSERT INTO roles(name,version,bytes,sha256,expires_ms) VALUES(?,?,?,?,?) "
            "ON CONFLICT(name) DO UPDATE SET version=excluded.version, bytes=excluded.bytes, "
            "sha256=excluded.sha256, expires_ms=excluded.expires_ms"));
        return keep.bind(1, role.name)
            .bind(2, role.version)
            .bind(3, role.bytes)
            .bind(4, role.sha256)
            .bind(5, role.expires_ms)
            .run();
    }

    Result<std::string> role_file(std::string_view name, std::int64_t version) override {
        Statement select =
            TRY(session_.prepare("SELECT file FROM role_files WHERE role=? AND version=?"));
        if (!TRY(select.bind(1, name).bind(2, version).step())) return no_row("role file");
        return select.blob(0);
    }

    Result<void> keep_role_file(std::string_view name, std::int64_t version,
                                std::string_view file) override {
        Statement keep = TRY(
            session_.prepare("INSERT OR REPLACE INTO role_files(role,version,file) VALUES(?,?,?)"));
        TRY(keep.bind(1, name).bind(2, version).bind_blob(3, file).run());
        if (name == "root") return {};
        Statement forget =
            TRY(session_.prepare("DELETE FROM role_files WHERE role=? AND version<?"));
        return forget.bind(1, name).bind(2, version).run();
    }

    Result<PublishedView> view(std::string_view village) override {
        Statement select = TRY(session_.prepare(
            "SELECT village,snapshot_version,timestamp_version,timestamp,snapshot_expires_ms,"
            "timestamp_expires_ms FROM views WHERE village=?"));
        if (!TRY(select.bind(1, village).step())) return no_row("view");
        return view_of(select);
    }

    Result<std::vector<PublishedView>> views() override {
        Statement select = TRY(session_.prepare(
            "SELECT village,snapshot_version,timestamp_version,timestamp,snapshot_expires_ms,"
            "timestamp_expires_ms FROM views ORDER BY village"));
        std::vector<PublishedView> views;
        while (TRY(select.step())) views.push_back(view_of(select));
        return views;
    }

    Result<void> set_view(const PublishedView& view) override {
        Statement keep = TRY(session_.prepare(
            "INSERT INTO views(village,snapshot_version,timestamp_version,timestamp,"
            "snapshot_expires_ms,timestamp_expires_ms) VALUES(?,?,?,?,?,?) "
            "ON CONFLICT(village) DO UPDATE SET snapshot_version=excluded.snapshot_version, "
            "timestamp_version=excluded.timestamp_version, timestamp=excluded.timestamp, "
            "snapshot_expires_ms=excluded.snapshot_expires_ms, "
            "timestamp_expires_ms=excluded.timestamp_expires_ms"));
        return keep.bind(1, view.village)
            .bind(2, view.snapshot_version)
            .bind(3, view.timestamp_version)
            .bind_blob(4, view.timestamp)
            .bind(5, view.snapshot_expires_ms)
            .bind(6, view.timestamp_expires_ms)
            .run();
    }

    Result<std::vector<SupersededFile>> superseded() override {
        Statement select = TRY(session_.prepare(
            "SELECT file,bytes,since_ms FROM superseded_files ORDER BY since_ms,file"));
        std::vector<SupersededFile> files;
        while (TRY(select.step())) {
            files.push_back({.file = select.text(0),
                             .bytes = static_cast<std::uint64_t>(select.integer(1)),
                             .since_ms = select.integer(2)});
        }
        return files;
    }

    Result<void> note_superseded(const SupersededFile& file) override {
        Statement note = TRY(session_.prepare(
            "INSERT OR REPLACE INTO superseded_files(file,bytes,since_ms) VALUES(?,?,?)"));
        return note.bind(1, file.file).bind(2, file.bytes).bind(3, file.since_ms).run();
    }

    Result<void> forget_superseded(std::string_view file) override {
        Statement forget = TRY(session_.prepare("DELETE FROM superseded_files WHERE file=?"));
        return forget.bind(1, file).run();
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<PublicationStore> make_sqlite_publications(SqliteSession& session) {
    return std::make_unique<SqlitePublications>(session);
}

}  // namespace hall::platform
