#include "kiosk/devices/recorder/opus_encoder.h"

#include <opusenc.h>
#include <string.h>

#include <algorithm>
#include <utility>

namespace hall::kiosk {

namespace {

constexpr int bits_per_second = 20'000;  // and some 1,500 for Ogg's pages
// What the end of a stream may still need: the packets that are on their way, and a page's header.
constexpr std::size_t end_bytes = 8'000;

}  // namespace

struct OpusEncoder::Encoder {
    OggOpusEnc* handle = nullptr;
    std::string out;
    std::size_t bytes_max = 0;

    Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    ~Encoder() {
        if (handle != nullptr) ope_encoder_destroy(handle);
        ::explicit_bzero(out.data(), out.size());
    }

    static int take(void* self, const unsigned char* bytes, opus_int32 count) {
        auto& encoder = *static_cast<Encoder*>(self);
        const auto size = static_cast<std::size_t>(count);
        // The room is reserved from the start: growing would leave copies behind.
        if (size > encoder.out.capacity() - encoder.out.size()) return 1;
        encoder.out.append(reinterpret_cast<const char*>(bytes), size);
        return 0;
    }
    static int close(void*) { return 0; }
};

OpusEncoder::OpusEncoder(std::unique_ptr<Encoder> encoder) : encoder_(std::move(encoder)) {}
OpusEncoder::OpusEncoder(OpusEncoder&&) noexcept = default;
OpusEncoder& OpusEncoder::operator=(OpusEncoder&&) noexcept = default;
OpusEncoder::~OpusEncoder() = default;

Result<OpusEncoder> OpusEncoder::create(int rate, std::size_t bytes_max) {
    auto encoder = std::make_unique<Encoder>();
    encoder->bytes_max = bytes_max;
    encoder->out.reserve(bytes_max + end_bytes);
    const std::unique_ptr<OggOpusComments, decltype(&ope_comments_destroy)> comments(
        ope_comments_create(), &ope_comments_destroy);
    const OpusEncCallbacks callbacks{&Encoder::take, &Encoder::close};
    int failed = OPE_OK;
    encoder->handle = ope_encoder_create_callbacks(&callbacks, encoder.get(), comments.get(), rate,
                                                   1, 0, &failed);
    if (encoder->handle == nullptr) {
        return Error(Errc::unavailable, std::string("Opus: ") + ope_strerror(failed));
    }
    OggOpusEnc* handle = encoder->handle;
    const bool set = ope_encoder_ctl(handle, OPUS_SET_BITRATE(bits_per_second)) == OPE_OK &&
                     ope_encoder_ctl(handle, OPUS_SET_VBR_CONSTRAINT(1)) == OPE_OK &&
                     ope_encoder_ctl(handle, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) == OPE_OK &&
                     ope_encoder_ctl(handle, OPE_SET_COMMENT_PADDING(0)) == OPE_OK;
    if (!set) return Error(Errc::unavailable, "Opus refuses its settings");
    return OpusEncoder(std::move(encoder));
}

Result<void> OpusEncoder::write(std::span<const std::int16_t> samples) {
    if (encoder_->out.size() >= encoder_->bytes_max) {
        return Error(Errc::exhausted, "the memory for a voice note is used up");
    }
    const int failed =
        ope_encoder_write(encoder_->handle, samples.data(), static_cast<int>(samples.size()));
    if (failed != OPE_OK) {
        return Error(Errc::unavailable, std::string("Opus: ") + ope_strerror(failed));
    }
    return {};
}

Result<std::string> OpusEncoder::finish() {
    const int failed = ope_encoder_drain(encoder_->handle);
    if (failed != OPE_OK) {
        return Error(Errc::unavailable, std::string("Opus: ") + ope_strerror(failed));
    }
    return std::move(encoder_->out);
}

}  // namespace hall::kiosk
