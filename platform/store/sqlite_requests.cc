#include "platform/store/sqlite_session.h"
#include "sync/core/json.h"

namespace hall::platform {

namespace {

Request request_of(const Statement& row) {
    return {.id = row.text(0),
            .village = row.text(1),
            .town = row.text(2),
            .kind = row.text(3),
            .addressee = row.text(4),
            .handler = row.text(16),
            .matter = row.text(17),
            .slip = row.text(5),
            .state = row.text(6),
            .sealing = row.text(7),
            .form = row.text(8),
            .form_rev = row.integer(9),
            .title = row.text(10),
            .department = row.text(11),
            .due = row.text(12),
            .reply_key = row.blob(13),
            .received_ms = row.integer(14),
            .changed_ms = row.integer(15)};
}

// One text a route, as the conditions below compare it.
std::vector<std::string> texts_of(const std::vector<RequestRoute>& routes) {
    std::vector<std::string> texts;
    for (const RequestRoute& route : routes) texts.push_back(route.addressee + '/' + route.handler);
    return texts;
}

// Lists go in as JSON arrays; an empty one sets no condition.
std::string list_text(const std::vector<std::string>& list) {
    return list.empty() ? std::string() : json_line(Json(list));
}

#define HALL_REQUEST_COLUMNS                                                                \
    "id,village,town,kind,addressee,slip,state,sealing,form,form_rev,title,department,due," \
    "reply_key,received_ms,changed_ms,handler,matter"

#define HALL_REQUEST_CONDITIONS                                                    \
    "(?1='' OR village=?1) AND (?2='' OR town=?2) "                                \
    "AND (?3='' OR instr('、'||department||'、','、'||?3||'、')>0) "           \
    "AND (?4='' OR addressee||'/'||handler IN (SELECT value FROM json_each(?4))) " \
    "AND (?5='' OR kind NOT IN (SELECT value FROM json_each(?5))) "                \
    "AND (?6='' OR state IN (SELECT value FROM json_each(?6))) "                   \
    "AND (?7='' OR (due<>'' AND due<?7 AND state NOT IN ('done','returned'))) "    \
    "AND (?8='' OR slip=?8)"

void bind_filter(Statement& statement, const RequestFilter& filter) {
    statement.bind(1, filter.village)
        .bind(2, filter.town)
        .bind(3, filter.department)
        .bind(4, list_text(texts_of(filter.routes)))
        .bind(5, list_text(filter.kinds_hidden))
        .bind(6, list_text(filter.states))
        .bind(7, filter.due_before)
        .bind(8, filter.slip);
}

void bind_blob_or_null(Statement& statement, int index, const std::string& bytes) {
    if (bytes.empty()) {
        statement.bind_null(index);
    } else {
        statement.bind_blob(index, bytes);
    }
}

class SqliteRequests final : public RequestStore {
  public:
    explicit SqliteRequests(SqliteSession& session) : session_(session) {}

    Result<void> add(const Request& request) override {
        Statement insert = TRY(session_.prepare("INSERT INTO requests(" HALL_REQUEST_COLUMNS
                                                ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
        insert.bind(1, request.id)
            .bind(2, request.village)
            .bind(3, request.town)
            .bind(4, request.kind)
            .bind(5, request.addressee)
            .bind(6, request.slip)
            .bind(7, request.state)
            .bind(8, request.sealing)
            .bind(9, request.form)
            .bind(10, request.form_rev)
            .bind(11, request.title)
            .bind(12, request.department)
            .bind(13, request.due)
            .bind(15, request.received_ms)
            .bind(16, request.changed_ms)
            .bind(17, request.handler)
            .bind(18, request.matter);
        bind_blob_or_null(insert, 14, request.reply_key);
        return insert.run();
    }

    Result<Request> find(std::string_view id) override {
        Statement select =
            TRY(session_.prepare("SELECT " HALL_REQUEST_COLUMNS " FROM requests WHERE id=?"));
        if (!TRY(select.bind(1, id).step())) return no_row("request");
        return request_of(select);
    }

    Result<void> update(const Request& request) override {
        Statement update = TRY(session_.prepare(
            "UPDATE requests SET state=?,sealing=?,form=?,form_rev=?,title=?,department=?,due=?,"
            "reply_key=?,changed_ms=?,handler=?,matter=? WHERE id=?"));
        update.bind(1, request.state)
            .bind(2, request.sealing)
            .bind(3, request.form)
            .bind(4, request.form_rev)
            .bind(5, request.title)
            .bind(6, request.department)
            .bind(7, request.due)
            .bind(9, request.changed_ms)
            .bind(10, request.handler)
            .bind(11, request.matter)
            .bind(12, request.id);
        bind_blob_or_null(update, 8, request.reply_key);
        TRY(update.run());
        if (session_.database().changes() == 0) return no_row("request");
        return {};
    }

    Result<std::vector<std::string>> sealed(std::size_t count_max) override {
        Statement select = TRY(session_.prepare(
            "SELECT id FROM requests WHERE sealing='sealed' ORDER BY received_ms,id LIMIT ?"));
        select.bind(1, std::uint64_t{count_max});
        std::vector<std::string> ids;
        while (TRY(select.step())) ids.push_back(select.text(0));
        return ids;
    }

    Result<std::vector<Request>> list(const RequestFilter& filter,
                                      const RequestPage& page) override {
        Statement select = TRY(session_.prepare(
            "SELECT " HALL_REQUEST_COLUMNS " FROM requests WHERE " HALL_REQUEST_CONDITIONS
            " ORDER BY state IN ('done','returned'),due,received_ms,"
            "id LIMIT ?9 OFFSET ?10"));
        bind_filter(select, filter);
        select.bind(9, std::uint64_t{page.count}).bind(10, std::uint64_t{page.offset});
        std::vector<Request> requests;
        while (TRY(select.step())) requests.push_back(request_of(select));
        return requests;
    }

    Result<std::vector<StateCount>> count_by_state(const RequestFilter& filter) override {
        Statement select = TRY(
            session_.prepare("SELECT state,count(*) FROM requests WHERE " HALL_REQUEST_CONDITIONS
                             " GROUP BY state ORDER BY state"));
        bind_filter(select, filter);
        std::vector<StateCount> counts;
        while (TRY(select.step())) {
            counts.push_back({.state = select.text(0), .count = select.integer(1)});
        }
        return counts;
    }

    Result<std::vector<DeskCount>> count_by_desk(std::string_view today) override {
        Statement select = TRY(session_.prepare(
            "SELECT town,addressee,handler,count(*),sum(due<>'' AND due<?1) FROM requests "
            "WHERE state NOT IN ('done','returned') GROUP BY town,addressee,handler "
            "ORDER BY town,addressee,handler"));
        select.bind(1, today);
        std::vector<DeskCount> counts;
        while (TRY(select.step())) {
            counts.push_back({.town = select.text(0),
                              .addressee = select.text(1),
                              .handler = select.text(2),
                              .open = select.integer(3),
                              .overdue = select.integer(4)});
        }
        return counts;
    }

    Result<void> add_step(std::string_view request, const RequestStep& step) override {
        Statement insert = TRY(session_.prepare(
            "INSERT INTO request_history(request,step,at_ms,user,from_state,to_state,line,message,"
            "user_shown) SELECT ?1,1+coalesce(max(step),0),?2,?3,?4,?5,?6,?7,?8 "
            "FROM request_history WHERE request=?1"));
        insert.bind(1, request)
            .bind(2, step.at_ms)
            .bind(3, step.user)
            .bind(4, step.from_state)
            .bind(5, step.to_state)
            .bind(6, step.line)
            .bind(8, step.user_shown);
        bind_blob_or_null(insert, 7, step.message);
        return insert.run();
    }

    Result<std::vector<RequestStep>> steps(std::string_view request) override {
        Statement select = TRY(session_.prepare(
            "SELECT at_ms,user,from_state,to_state,line,message,user_shown FROM request_history "
            "WHERE request=? ORDER BY step"));
        select.bind(1, request);
        std::vector<RequestStep> steps;
        while (TRY(select.step())) {
            steps.push_back({.at_ms = select.integer(0),
                             .user = select.text(1),
                             .from_state = select.text(2),
                             .to_state = select.text(3),
                             .line = select.text(4),
                             .message = select.blob(5),
                             .user_shown = select.text(6)});
        }
        return steps;
    }

  private:
    SqliteSession& session_;
};

}  // namespace

std::unique_ptr<RequestStore> make_sqlite_requests(SqliteSession& session) {
    return std::make_unique<SqliteRequests>(session);
}

}  // namespace hall::platform
