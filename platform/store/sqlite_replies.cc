#include "platform/store/sqlite_session.h"

namespace hall::platform {

namespace {

class SqliteReplies final : public ReplyStore {
  public:
    explicit SqliteReplies(SqliteSession& session) : session_(session) {}

    Result<std::int64_t> next_seq(std::string_view village) override {
        Statement select =
            TRY(session_.prepare("SELECT coalesce(max(seq),0)+1 FROM replies WHERE village=?"));
        TRY(select.bind(1, village).step());
        return select.integer(0);
    }

    Result<void> add(const StoredReply& reply) override {
        Statement insert =
            TRY(session_.prepare("INSERT INTO replies(village,seq,kiosk,bytes) VALUES(?,?,?,?)"));
        return insert.bind(1, reply.village)
            .bind(2, reply.seq)
            .bind(3, reply.kiosk)
            .bind(4, reply.bytes)
            .run();
    }

    Result<std::vector<StoredReply>> after(const ReplyQuery& query) override {
        Statement select = TRY(session_.prepare(
            "SELECT village,seq,kiosk,bytes FROM replies WHERE village=? AND seq>? "
            "AND (kiosk IN ('',?) OR ?) ORDER BY seq LIMIT ?"));
        select.bind(1, query.village)
            .bind(2, query.after)
            .bind(3, query.kiosk)
            .bind(4, query.every_kiosk ? 1 : 0)
            .bind(5, std::uint64_t{query.count_max});
        std::vector<StoredReply> replies;
        while (TRY(select.step())) {
            replies.push_back({.village = select.text(0),
                               .seq = select.integer(1),
                               .kiosk = select.text(2),
                               .bytes = select.text(3)});
        }
        return replies;
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<ReplyStore> make_sqlite_replies(SqliteSession& session) {
    return std::make_unique<SqliteReplies>(session);
}

}  // namespace hall::platform
