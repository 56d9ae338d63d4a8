#include "sync/edge/events/uploader.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/core/number.h"
#include "sync/edge/events/event_sender.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::string_view route = "/api/v1/uploads";
constexpr std::size_t attachments_a_page = 500;  // of attachments that wait
constexpr int restarts_max = 3;                  // of one attachment in one round

HttpRequest tus_request(std::string method, std::string path) {
    HttpRequest request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.headers.emplace_back("Tus-Resumable", "1.0.0");
    request.bytes_max = 64 << 10;
    request.timeout_ms = 120'000;
    return request;
}

std::optional<std::uint64_t> offset_in(const HttpResponse& response) {
    return parse_number<std::uint64_t>(response.header("upload-offset"));
}

bool is_gone(int status) {
    return status == 403 || status == 404 || status == 410;
}

}  // namespace

Result<void> Uploader::begin_round() {
    left_.clear();
    troubles_ = 0;
    closed_ = false;
    if (current_) current_->restarts = 0;
    due_.clear();
    parked_log_.end();
    // Looked up when their turn comes: each is in the outbox, or nothing to be sent.
    constexpr std::size_t due_max = 100'000;
    for (std::string& id : TRY(context_.cache.parked_due(Cache::ParkedKind::attachments,
                                                         context_.line.now_ms(), due_max))) {
        due_.insert(std::move(id));
    }
    return {};
}

Result<UploadStep> Uploader::step() {
    if (closed_ || (!current_ && !TRY(pick()))) return UploadStep{};
    Result<UploadStep> step = exchange();
    if (step.ok() || step.error().code() == Errc::unavailable) return step;
    // The county will not have this one now; the next may pass.
    left_.insert(current_->attachment.name.sha256);
    troubled_.insert(current_->attachment.name.sha256);
    current_.reset();
    constexpr int troubles_max = 5;
    return UploadStep{.more = ++troubles_ < troubles_max, .trouble = step.error()};
}

// The next one whose turn it is, those that made no trouble yet first. False if none
// waits. All are looked at: many that wait for something must not hide one that need not.
Result<bool> Uploader::pick() {
    OutboxReader* const outbox = TRY(context_.outbox.reader());
    if (outbox == nullptr) return false;
    return TRY(pick_among(*outbox, false)) || TRY(pick_among(*outbox, true));
}

Result<bool> Uploader::pick_among(OutboxReader& outbox, bool troubled) {
    for (OutboxAttachment after;;) {
        const std::vector<OutboxAttachment> waiting =
            TRY(outbox.attachments(attachments_a_page, after));
        if (waiting.empty()) return false;
        after = waiting.back();
        for (const OutboxAttachment& one : waiting) {
            if ((troubled_.count(one.name.sha256) != 0) != troubled) continue;
            if (TRY(take_up(outbox, one))) return true;
        }
    }
}

Result<bool> Uploader::take_up(OutboxReader& outbox, const OutboxAttachment& one) {
    const std::string& sha256 = one.name.sha256;
    if (left_.count(sha256) != 0 || !TRY(is_ready(outbox, one))) return false;
    if (!TRY(is_whole(one.name))) {
        left_.insert(sha256);
        TRY(park(sha256, "damaged"));
        return false;
    }
    std::string place = TRY(context_.cache.upload_place(sha256));
    current_ = Current{one, std::move(place), std::nullopt, 0};
    return true;
}

Result<bool> Uploader::is_ready(OutboxReader& outbox, const OutboxAttachment& attachment) {
    const std::string& sha256 = attachment.name.sha256;
    if (TRY(context_.cache.has_attachment_receipt(sha256))) return false;
    if (TRY(context_.cache.parked(sha256)) && due_.count(sha256) == 0) return false;
    // An event that is gone from the outbox was accepted.
    const Result<OutboxEvent> event = outbox.find(attachment.event);
    if (!event.ok()) return event.error().code() == Errc::not_found;
    return context_.cache.has_accepted(attachment.event);
}

// A file that the disk has spoiled would be refused at its very end.
Result<bool> Uploader::is_whole(const AttachmentName& name) {
    constexpr std::uint64_t piece_bytes = 1 << 20;
    const Path file = context_.folder.attachments() / name.sha256;
    Sha256 hash;
    std::uint64_t have = 0;
    for (;;) {
        const Result<std::string> piece = context_.files.read_part(file, have, piece_bytes);
        if (!piece.ok() && piece.error().code() == Errc::not_found) return false;
        if (!piece.ok()) return Error(Errc::exhausted, piece.error().message());
        if (piece.value().empty()) break;
        hash.add(piece.value());
        have += piece.value().size();
    }
    return have == static_cast<std::uint64_t>(name.bytes) && hex_of(hash.finish()) == name.sha256;
}

Result<UploadStep> Uploader::exchange() {
    if (current_->place.empty()) return create();
    if (!current_->offset) return ask_offset();
    const auto bytes = static_cast<std::uint64_t>(current_->attachment.name.bytes);
    if (*current_->offset < bytes) return send_chunk();
    return take_receipt();
}

Result<UploadStep> Uploader::create() {
    const AttachmentName& name = current_->attachment.name;
    HttpRequest request = tus_request("POST", std::string(route));
    request.headers.emplace_back("Upload-Length", std::to_string(name.bytes));
    request.headers.emplace_back("Upload-Metadata", "sha256 " + base64_of(name.sha256) + ",event " +
                                                        base64_of(current_->attachment.event));
    const HttpResponse response = TRY(context_.line.ask_signed(std::move(request)));
    // A county of an earlier release does not know the address. They wait for its next.
    const std::string problem = problem_in(response);
    if (problem == "not-found" || problem == "wrong-method") {
        closed_ = true;
        current_.reset();
        return UploadStep{};
    }
    if (response.status != 201) return leave(response);
    current_->place = TRY(place_of(response.header("location")));
    TRY(context_.cache.set_upload_place(name.sha256, current_->place));
    // A county that has some of it already says so at once.
    current_->offset = offset_in(response);
    return UploadStep{.more = true};
}

Result<UploadStep> Uploader::ask_offset() {
    const HttpResponse response =
        TRY(context_.line.ask_signed(tus_request("HEAD", current_->place)));
    if (is_gone(response.status)) return start_over();
    if (response.status != 200 && response.status != 204) return leave(response);
    const std::optional<std::uint64_t> offset = offset_in(response);
    const auto bytes = static_cast<std::uint64_t>(current_->attachment.name.bytes);
    if (!offset || *offset > bytes) {
        return Error(Errc::untrusted, "an upload without an offset that can be");
    }
    current_->offset = offset;
    return UploadStep{.more = true};
}

Result<UploadStep> Uploader::send_chunk() {
    const AttachmentName& name = current_->attachment.name;
    const std::uint64_t offset = *current_->offset;
    Result<std::string> chunk =
        context_.files.read_part(context_.folder.attachments() / name.sha256, offset, chunk_bytes_);
    if (!chunk.ok()) return Error(Errc::exhausted, chunk.error().message());
    const std::uint64_t sent = chunk.value().size();
    HttpRequest request = tus_request("PATCH", current_->place);
    request.headers.emplace_back("Content-Type", "application/offset+octet-stream");
    request.headers.emplace_back("Upload-Offset", std::to_string(offset));
    request.body = std::move(chunk).value();
    // Whatever becomes of it: where the county is, only the county knows.
    current_->offset.reset();
    const Result<HttpResponse> answered = context_.line.ask_signed(std::move(request));
    if (!answered.ok() && !context_.line.answered()) note_chunk(false);
    const HttpResponse response = TRY(Result<HttpResponse>(answered));
    if (response.status == 204) {
        note_chunk(true);
        const std::optional<std::uint64_t> now_at = offset_in(response);
        if (now_at == offset + sent) current_->offset = now_at;
        return UploadStep{.more = true, .progress = true};
    }
    if (response.status == 413 && chunk_bytes_ > upload_chunk_bytes_min) {
        note_chunk(false);
        return UploadStep{.more = true};
    }
    // It is elsewhere; the next step asks where.
    if (response.status == 409) return again();
    // 422, and tus's own 460: what the county had was spoiled, and it threw it away.
    if (is_gone(response.status) || response.status == 422 || response.status == 460) {
        return start_over();
    }
    return leave(response);
}

Result<UploadStep> Uploader::take_receipt() {
    const AttachmentName& name = current_->attachment.name;
    const HttpResponse response =
        TRY(context_.line.ask_signed(tus_request("GET", current_->place)));
    if (response.status != 200) return leave(response);
    const StoredAttachment stored =
        TRY_IN("attachment", open_stored(response.body, context_.receipt_keys));
    if (stored.name != name) return Error(Errc::untrusted, "a word for another attachment");
    TRY(context_.cache.store_attachment_receipt(stored));
    current_.reset();
    const Result<std::int64_t> at = parse_utc_ms(stored.at);
    return UploadStep{
        .more = true, .progress = true, .stored = 1, .newest_ms = at.ok() ? at.value() : 0};
}

// Only places on the county's own server: what we send is signed.
Result<std::string> Uploader::place_of(const std::string& location) const {
    constexpr std::size_t place_bytes_max = 512;
    const std::string& server = context_.line.server();
    std::string place = location;
    if (place.starts_with(server + "/")) place.erase(0, server.size());
    const bool printable =
        std::all_of(place.begin(), place.end(), [](char c) { return c > ' ' && c < 0x7F; });
    if (!place.starts_with("/") || place.starts_with("//") || !printable ||
        place.size() > place_bytes_max) {
        return Error(Errc::untrusted, "an upload at another place than the county's");
    }
    return place;
}

Result<UploadStep> Uploader::start_over() {
    current_->place.clear();
    TRY(context_.cache.set_upload_place(current_->attachment.name.sha256, ""));
    return again();
}

// Finds out once more where the county is; not for ever.
Result<UploadStep> Uploader::again() {
    current_->offset.reset();
    if (++current_->restarts > restarts_max) {
        return Error(Errc::refused, "an upload that does not get on");
    }
    return UploadStep{.more = true};
}

// The county will not have it. If it says so itself, a person should know why.
Result<UploadStep> Uploader::leave(const HttpResponse& response) {
    const std::string problem = problem_in(response);
    const bool about_it =
        response.status == 400 || response.status == 413 || response.status == 422;
    if (!problem.empty() && about_it) {
        TRY(park(current_->attachment.name.sha256, sentence_in(response)));
    }
    return Error(Errc::refused, "HTTP " + std::to_string(response.status));
}

Result<void> Uploader::park(const std::string& id, std::string reason) {
    const std::int64_t now_ms = context_.line.now_ms();
    const std::optional<Parked> before = TRY(context_.cache.parked(id));
    parked_log_.line({{"attachment", id}, {"reason", reason}});
    return context_.cache.park({.id = id,
                                .reason = std::move(reason),
                                .since = utc_text(now_ms),
                                .next_ms = now_ms + parked_ms(before ? before->tries + 1 : 1)});
}

// Halves on a cut; doubles after four that passed, so that a line that lets only small
// ones through is not tried with large ones every time.
void Uploader::note_chunk(bool passed) {
    constexpr int passed_before_growth = 4;
    if (!passed) {
        chunk_bytes_ = std::max(chunk_bytes_ / 2, upload_chunk_bytes_min);
        chunks_passed_ = 0;
    } else if (++chunks_passed_ >= passed_before_growth) {
        chunk_bytes_ = std::min(chunk_bytes_ * 2, upload_chunk_bytes_max);
        chunks_passed_ = 0;
    }
}

}  // namespace hall
