#include "platform/commands/import_blob.h"

#include "platform/publish/picture_import.h"
#include "sync/wire/blob.h"
#include "sync/wire/signature.h"

namespace hall::platform {

namespace {

// A photograph of 108 megapixels; it is kept smaller.
constexpr std::uint64_t picture_file_bytes_max = std::uint64_t{128} << 20;

struct Sound {
    std::string_view mime;
    std::size_t at;
    std::string_view bytes;  // that stand there
};
constexpr Sound sounds[] = {{"audio/mpeg", 0, "ID3"},
                            {"audio/mpeg", 0, "\xFF\xFB"},
                            {"audio/mpeg", 0, "\xFF\xF3"},
                            {"audio/mpeg", 0, "\xFF\xF2"},
                            {"audio/ogg", 0, "OggS"},
                            {"audio/opus", 0, "OggS"},
                            {"video/ogg", 0, "OggS"},
                            {"audio/wav", 8, "WAVE"},
                            {"audio/x-wav", 8, "WAVE"},
                            {"audio/flac", 0, "fLaC"},
                            {"audio/aac", 0, "\xFF\xF1"},
                            {"audio/aac", 0, "\xFF\xF9"},
                            {"audio/mp4", 4, "ftyp"},
                            {"video/mp4", 4, "ftyp"},
                            {"video/quicktime", 4, "ftyp"},
                            {"audio/webm", 0, "\x1A\x45\xDF\xA3"},
                            {"video/webm", 0, "\x1A\x45\xDF\xA3"}};

// Sound and film go as they came; only what they are is looked at.
Result<void> check_sound(std::string_view bytes, const std::string& mime) {
    bool known = false;
    for (const Sound& sound : sounds) {
        if (sound.mime != mime) continue;
        known = true;
        const bool fits = bytes.size() >= sound.at + sound.bytes.size() &&
                          bytes.substr(sound.at, sound.bytes.size()) == sound.bytes;
        if (fits) return {};
    }
    if (known) {
        return Error(Errc::refused, "文件的内容不是 " + mime + "（看的是内容，不是文件名）");
    }
    return Error(Errc::refused, "不认识 --mime " + mime +
                                    "。图片不用写；录音写 audio/mpeg、audio/ogg、audio/wav、"
                                    "audio/mp4，录像写 video/mp4、video/webm");
}

struct Blob {
    BlobRef ref;
    std::string bytes;
    std::string said;
};

Result<Blob> blob_of(std::string bytes, const std::string& mime) {
    if (bytes.empty()) return Error(Errc::refused, "文件是空的，没有存下");
    const bool picture = mime.empty() || mime.starts_with("image/") || !picture_kind(bytes).empty();
    Blob blob;
    if (picture) {
        KioskPicture shown = TRY(picture_for_kiosks(bytes));
        blob.bytes = std::move(shown.bytes);
        blob.said = std::move(shown.said);
        blob.ref.mime = shown.mime;
        blob.ref.width = shown.width;
        blob.ref.height = shown.height;
    } else {
        TRY(check_sound(bytes, mime));
        blob.bytes = std::move(bytes);
        blob.ref.mime = mime;
    }
    if (static_cast<std::int64_t>(blob.bytes.size()) > blob_bytes_max) {
        return Error(Errc::refused, "文件太大，最多64兆。请先压缩或剪短");
    }
    blob.ref.sha256 = sha256_hex(blob.bytes);
    blob.ref.bytes = static_cast<std::int64_t>(blob.bytes.size());
    return blob;
}

}  // namespace

CommandResult import_blob(Platform& platform, const Path& here, const Arguments& arguments) {
    const std::string mime = arguments.value_or("--mime", {});
    if (!mime.empty() && mime.find('/') == std::string::npos) {
        return wrong_use("--mime 请写成 audio/mpeg 这样的种类；图片不用写");
    }
    Files& files = platform.dependencies().files;
    Result<std::string> bytes = files.read(here / arguments.words()[1], picture_file_bytes_max);
    if (!bytes.ok()) return failure(plain_text(bytes.error()));
    const Result<Blob> blob = blob_of(std::move(bytes).value(), mime);
    if (!blob.ok()) return failure(plain_text(blob.error()));
    const Result<void> kept = platform.publisher().keep_blob(
        platform.executor(), blob.value().ref.sha256, blob.value().bytes);
    if (!kept.ok()) return failure(plain_text(kept.error()));
    return {.out = json_line(json_of(blob.value().ref)) + '\n',
            .err = blob.value().said.empty() ? "" : "图片" + blob.value().said + '\n'};
}

}  // namespace hall::platform
