#include "sync/edge/events/uploader.h"

#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"

using namespace hall;

TEST_CASE("however many attachments cannot be sent yet, the one that can is sent") {
    EnrolledHall hall;
    hall.round();
    const std::string waiting = hall.ask("还没交到县里");
    hall.county.instead = [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        // The county does not take the event now, and all attachments of it wait.
        if (request.path != "/api/v1/events") return std::nullopt;
        HttpResponse response;
        response.status = 403;
        return Result<HttpResponse>(response);
    };
    const std::string bytes = "sealed";
    REQUIRE_OK(hall.files.make_folder(hall.folder.attachments()));
    REQUIRE_OK(hall.files.append(hall.folder.attachments() / sha256_hex(bytes), bytes));
    {
        Database writer = VALUE(Database::open(hall.folder.outbox(), {}));
        Transaction transaction = VALUE(Transaction::begin(writer));
        Statement insert = VALUE(writer.prepare("INSERT INTO attachments VALUES(?,?,?)"));
        for (int i = 0; i < 1500; ++i)
            REQUIRE_OK(
                insert.bind(1, sha256_hex(std::to_string(i))).bind(2, 5).bind(3, waiting).run());
        REQUIRE_OK(insert.bind(1, sha256_hex(bytes)).bind(2, 6).bind(3, "zz-gone").run());
        REQUIRE_OK(transaction.commit());
    }
    hall.round();
    REQUIRE(std::count(hall.county.asked.begin(), hall.county.asked.end(), "/api/v1/uploads") > 0);
}
