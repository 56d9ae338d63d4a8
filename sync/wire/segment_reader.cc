#include "sync/wire/segment_reader.h"

#include <zstd.h>

#include <algorithm>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::string_view frame_magic = "\x28\xB5\x2F\xFD";
// A frame may ask for a window this large, no larger: what it takes to reach back over a
// patch base and a base of the largest size.
constexpr int read_window_log_max = 24;

struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

Result<void> LineCutter::take(std::string_view text, const LineSink& sink) {
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        if (rest_.empty()) {
            TRY(sink(text.substr(0, end)));
        } else {
            rest_.append(text.substr(0, end));
            TRY(sink(rest_));
            rest_.clear();
        }
        text.remove_prefix(end + 1);
    }
    rest_.append(text);
    // A line that nobody will take need not be gathered to its end.
    if (rest_.size() > document_bytes_max + 1) rest_.resize(document_bytes_max + 1);
    return {};
}

Result<void> LineCutter::finish(const LineSink& sink) {
    if (rest_.empty()) return {};
    const std::string last = std::move(rest_);
    rest_.clear();
    return sink(last);
}

struct SegmentReader::State {
    SegmentLimits limits;
    std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context{ZSTD_createDCtx()};
    std::string piece;  // what zstd has just unpacked
    LineCutter cutter;
    std::string magic;  // of the frame, until all of it has come
    std::size_t lines = 0;
    std::size_t packed = 0;
    TextDigest plain;
    Sha256 hash;
    bool marked = false;  // the text is hashed
    bool whole = false;

    Result<void> give(std::string_view text, const LineSink& sink) {
        plain.bytes += text.size();
        if (plain.bytes > limits.plain_bytes_max) {
            return Error(Errc::exhausted, "a segment that unpacks to more bytes than allowed");
        }
        if (marked) hash.add(text);
        return cutter.take(text, [&](std::string_view line) { return give_line(line, sink); });
    }

    Result<void> give_line(std::string_view line, const LineSink& sink) {
        if (++lines > limits.documents_max) {
            return Error(Errc::exhausted, "a segment of more documents than allowed");
        }
        return sink(line);
    }

    // zstd would also take frames that hold nothing.
    Result<void> check_magic(std::string_view bytes) {
        if (magic.size() == frame_magic.size()) return {};
        magic.append(bytes.substr(0, frame_magic.size() - magic.size()));
        if (frame_magic.starts_with(magic)) return {};
        return Error(Errc::corrupt, "not a zstd frame");
    }
};

SegmentReader::SegmentReader(const SegmentLimits& limits, std::string_view patch_base)
    : state_(std::make_unique<State>()) {
    CHECK(state_->context != nullptr);
    state_->limits = limits;
    state_->piece.resize(ZSTD_DStreamOutSize());
    ZSTD_DCtx* context = state_->context.get();
    CHECK(ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, read_window_log_max)) ==
          0);
    if (patch_base.empty()) return;
    state_->marked = true;
    CHECK(ZSTD_isError(ZSTD_DCtx_refPrefix(context, patch_base.data(), patch_base.size())) == 0);
}

SegmentReader::SegmentReader(SegmentReader&&) noexcept = default;
SegmentReader& SegmentReader::operator=(SegmentReader&&) noexcept = default;
SegmentReader::~SegmentReader() = default;

Result<void> SegmentReader::take(std::string_view packed, const LineSink& sink) {
    State& state = *state_;
    state.packed += packed.size();
    if (state.packed > state.limits.packed_bytes_max) {
        return Error(Errc::exhausted, "a segment of more bytes than allowed");
    }
    TRY(state.check_magic(packed));
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    // A full piece may have left more behind in zstd's own buffer.
    for (bool full = false; full || in.pos < in.size;) {
        if (state.whole) return Error(Errc::corrupt, "bytes after the zstd frame");
        ZSTD_outBuffer out{state.piece.data(), state.piece.size(), 0};
        const std::size_t left = ZSTD_decompressStream(state.context.get(), &out, &in);
        if (ZSTD_isError(left) != 0) {
            return Error(Errc::corrupt, std::string("zstd: ") + ZSTD_getErrorName(left));
        }
        TRY(state.give(std::string_view(state.piece).substr(0, out.pos), sink));
        state.whole = left == 0;
        full = !state.whole && out.pos == out.size;
    }
    return {};
}

Result<void> SegmentReader::finish(const LineSink& sink) {
    State& state = *state_;
    if (!state.whole) return Error(Errc::corrupt, "a zstd frame cut short");
    TRY(state.cutter.finish([&](std::string_view line) { return state.give_line(line, sink); }));
    if (state.marked) state.plain.sha256 = hex_of(state.hash.finish());
    return {};
}

const TextDigest& SegmentReader::plain() const {
    CHECK(state_->whole && state_->marked);
    return state_->plain;
}

}  // namespace hall
