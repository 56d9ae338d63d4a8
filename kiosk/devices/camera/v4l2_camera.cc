#include "kiosk/devices/camera/v4l2_camera.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <string.h>

#include <algorithm>
#include <array>

#include "kiosk/devices/camera/jpeg_codec.h"
#include "kiosk/devices/camera/photo.h"

namespace hall::kiosk {

namespace {

constexpr int mjpeg_long_edge_max = 1920;
constexpr int yuyv_long_edge_max = 1280;
constexpr unsigned buffers_wanted = 3;
constexpr std::size_t buffer_bytes_max = std::size_t{32} << 20;

std::uint8_t clamped(int value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

struct Size {
    int width = 0;
    int height = 0;
};

// The larger one that is not larger than allowed.
Size better(Size best, Size other, int long_edge_max) {
    if (other.width < 1 || other.height < 1) return best;
    if (std::max(other.width, other.height) > long_edge_max) return best;
    const bool larger = other.width * other.height > best.width * best.height;
    return larger ? other : best;
}

}  // namespace

Result<RgbImage> rgb_of_yuyv(std::span<const std::uint8_t> bytes, int width, int height,
                             int stride) {
    if (width < 2 || height < 1 || stride < width * 2 ||
        bytes.size() < static_cast<std::size_t>(stride) * static_cast<std::size_t>(height)) {
        return Error(Errc::corrupt, "a frame that is too short");
    }
    RgbImage image = RgbImage::of_size(width, height);
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row =
            bytes.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(stride);
        for (int x = 0; x < width; ++x) {
            const std::uint8_t* pair = row + static_cast<std::ptrdiff_t>(x / 2) * 4;
            const int luma = 298 * (pair[x % 2 == 0 ? 0 : 2] - 16);
            const int u = pair[1] - 128;
            const int v = pair[3] - 128;
            std::uint8_t* pixel = image.at(x, y);
            pixel[0] = clamped((luma + 409 * v + 128) / 256);
            pixel[1] = clamped((luma - 100 * u - 208 * v + 128) / 256);
            pixel[2] = clamped((luma + 516 * u + 128) / 256);
        }
    }
    return image;
}

V4l2Camera::V4l2Camera(std::string file, std::unique_ptr<VideoDevice> device)
    : file_(std::move(file)), device_(std::move(device)) {}

V4l2Camera::~V4l2Camera() {
    close();
}

// What an errno means for the camera; it is closed then.
Error V4l2Camera::failed(int number, std::string_view what) {
    const bool was_ready = state_ == CameraState::ready || state_ == CameraState::no_frames;
    switch (number) {
        case ENODEV:
        case ENXIO:
        case EIO:
            state_ = was_ready ? CameraState::gone : CameraState::no_camera;
            break;
        case ENOENT:
            state_ = CameraState::no_camera;
            break;
        case EBUSY:
        case EACCES:
            state_ = CameraState::busy;
            break;
        default:
            state_ = was_ready ? CameraState::gone : CameraState::unsupported;
    }
    release();
    const Errc code = state_ == CameraState::no_camera     ? Errc::not_found
                      : state_ == CameraState::unsupported ? Errc::refused
                                                           : Errc::unavailable;
    return Error(code, file_ + ": " + std::string(what) + ": " + ::strerror(number));
}

Result<void> V4l2Camera::open() {
    if (state_ == CameraState::ready || state_ == CameraState::no_frames) return {};
    state_ = CameraState::off;
    if (const int number = device_->open(file_); number != 0) return failed(number, "open");
    return start();
}

Result<void> V4l2Camera::start() {
    TRY(check_capabilities());
    TRY(choose_mode());
    TRY(map_buffers());
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (const int number = device_->control(VIDIOC_STREAMON, &type); number != 0) {
        return failed(number, "start");
    }
    state_ = CameraState::ready;
    return {};
}

Result<void> V4l2Camera::check_capabilities() {
    v4l2_capability capability{};
    if (const int number = device_->control(VIDIOC_QUERYCAP, &capability); number != 0) {
        return failed(number, "ask");
    }
    const std::uint32_t all = (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0
                                  ? capability.device_caps
                                  : capability.capabilities;
    constexpr std::uint32_t wanted = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    if ((all & wanted) != wanted) return failed(EINVAL, "no camera that streams");
    return {};
}

// The largest size that the camera offers in this format, or nothing if it does not have it.
Result<std::optional<V4l2Camera::Mode>> V4l2Camera::best_mode(Format format) {
    const std::uint32_t pixels = format == Format::mjpeg ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    const int edge_max = format == Format::mjpeg ? mjpeg_long_edge_max : yuyv_long_edge_max;
    bool offered = false;
    constexpr unsigned entries_max = 256;  // of a driver that never says that it has no more
    for (unsigned i = 0; i < entries_max && !offered; ++i) {
        v4l2_fmtdesc entry{};
        entry.index = i;
        entry.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        const int number = device_->control(VIDIOC_ENUM_FMT, &entry);
        if (number == EINVAL) break;
        if (number != 0) return failed(number, "formats");
        offered = entry.pixelformat == pixels;
    }
    if (!offered) return std::optional<Mode>();
    Size best{640, 480};
    for (unsigned i = 0; i < entries_max; ++i) {
        v4l2_frmsizeenum entry{};
        entry.index = i;
        entry.pixel_format = pixels;
        if (device_->control(VIDIOC_ENUM_FRAMESIZES, &entry) != 0) break;
        if (entry.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            best = better(
                best,
                {static_cast<int>(entry.discrete.width), static_cast<int>(entry.discrete.height)},
                edge_max);
        } else {
            // Any size: of the usual shape.
            best =
                better(best,
                       {std::min(edge_max, static_cast<int>(entry.stepwise.max_width)),
                        std::min(edge_max * 9 / 16, static_cast<int>(entry.stepwise.max_height))},
                       edge_max);
            break;
        }
    }
    return std::optional<Mode>({.format = format, .width = best.width, .height = best.height});
}

Result<void> V4l2Camera::choose_mode() {
    std::optional<Mode> mode = TRY(best_mode(Format::mjpeg));
    if (!mode) mode = TRY(best_mode(Format::yuyv));
    if (!mode) return failed(EINVAL, "neither MJPEG nor YUYV");
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    v4l2_pix_format& pixels = format.fmt.pix;
    const std::uint32_t wanted =
        mode->format == Format::mjpeg ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    pixels.width = static_cast<std::uint32_t>(mode->width);
    pixels.height = static_cast<std::uint32_t>(mode->height);
    pixels.pixelformat = wanted;
    pixels.field = V4L2_FIELD_ANY;
    if (const int number = device_->control(VIDIOC_S_FMT, &format); number != 0) {
        return failed(number, "set format");
    }
    // The driver answers with what it will do, which may be something else.
    if (pixels.pixelformat != wanted || pixels.width < 2 || pixels.height < 1 ||
        pixels.width > 8192 || pixels.height > 8192) {
        return failed(EINVAL, "another format than asked for");
    }
    mode->width = static_cast<int>(pixels.width);
    mode->height = static_cast<int>(pixels.height);
    mode->stride = std::max(static_cast<int>(pixels.bytesperline), mode->width * 2);
    mode_ = *mode;
    return {};
}

Result<void> V4l2Camera::map_buffers() {
    v4l2_requestbuffers request{};
    request.count = buffers_wanted;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int number = device_->control(VIDIOC_REQBUFS, &request); number != 0) {
        return failed(number, "buffers");
    }
    if (request.count < 2) return failed(ENOMEM, "buffers");
    for (std::uint32_t i = 0; i < std::min(request.count, 2 * buffers_wanted); ++i) {
        v4l2_buffer buffer{};
        buffer.index = i;
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        int number = device_->control(VIDIOC_QUERYBUF, &buffer);
        if (number == 0 && (buffer.length == 0 || buffer.length > buffer_bytes_max))
            number = EINVAL;
        if (number != 0) return failed(number, "buffer");
        const std::span<std::uint8_t> mapped = device_->map(buffer.length, buffer.m.offset);
        if (mapped.empty()) return failed(ENOMEM, "map");
        buffers_.push_back(mapped);
        number = device_->control(VIDIOC_QBUF, &buffer);
        if (number != 0) return failed(number, "queue");
    }
    return {};
}

// The bytes of the newest frame. Older ones that wait are given back unread: what is on the screen
// must be what is before the camera.
Result<std::string> V4l2Camera::next_bytes(std::chrono::milliseconds wait) {
    if (state_ != CameraState::ready && state_ != CameraState::no_frames) {
        return Error(Errc::unavailable, "the camera is closed");
    }
    std::optional<std::string> newest;
    for (std::size_t i = 0; i <= buffers_.size(); ++i) {
        const int waited = device_->wait(newest ? std::chrono::milliseconds{0} : wait);
        if (waited == ETIMEDOUT) break;
        if (waited != 0) return failed(waited, "wait");
        v4l2_buffer buffer{};
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        int number = device_->control(VIDIOC_DQBUF, &buffer);
        if (number == EAGAIN) break;
        if (number == 0 && buffer.index >= buffers_.size()) number = EIO;
        if (number != 0) return failed(number, "frame");
        const std::span<std::uint8_t> mapped = buffers_[buffer.index];
        const bool damaged = (buffer.flags & V4L2_BUF_FLAG_ERROR) != 0 || buffer.bytesused == 0;
        if (!damaged) {
            const std::size_t size = std::min<std::size_t>(buffer.bytesused, mapped.size());
            newest.emplace(reinterpret_cast<const char*>(mapped.data()), size);
        }
        number = device_->control(VIDIOC_QBUF, &buffer);
        if (number != 0) return failed(number, "queue");
    }
    if (!newest) {
        state_ = CameraState::no_frames;
        return Error(Errc::exhausted, file_ + ": no frame in time");
    }
    state_ = CameraState::ready;
    return std::move(*newest);
}

Result<RgbImage> V4l2Camera::decode(const std::string& bytes, int long_edge) const {
    if (mode_.format == Format::mjpeg) {
        // Some cameras leave out the end, or write blanks behind it.
        constexpr std::string_view end = "\xFF\xD9";
        if (bytes.rfind(end) != std::string::npos) return decode_jpeg(bytes, long_edge);
        return decode_jpeg(bytes + std::string(end), long_edge);
    }
    return rgb_of_yuyv({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                       mode_.width, mode_.height, mode_.stride);
}

Result<RgbaImage> V4l2Camera::frame(int width_max, int height_max, std::chrono::milliseconds wait) {
    const std::string bytes = TRY(next_bytes(wait));
    RgbImage image = TRY(decode(bytes, std::max(width_max, height_max)));
    return rgba_of(std::move(image), width_max, height_max);
}

Result<std::string> V4l2Camera::photo(std::chrono::milliseconds wait) {
    std::string bytes = TRY(next_bytes(wait));
    RgbImage image = TRY(decode(bytes, std::max(mode_.width, mode_.height)));
    // Also a Motion JPEG is written anew: as it comes it may lack the tables that others want.
    Result<std::string> jpeg = encode_jpeg(image, 92);
    wipe(image);
    return jpeg;
}

void V4l2Camera::release() {
    for (const std::span<std::uint8_t> buffer : buffers_) device_->unmap(buffer);
    buffers_.clear();
    device_->close();
}

void V4l2Camera::close() {
    if (state_ == CameraState::ready || state_ == CameraState::no_frames) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        device_->control(VIDIOC_STREAMOFF, &type);
        // What the camera saw last must not stay in the driver's buffers.
        for (const std::span<std::uint8_t> buffer : buffers_) {
            ::explicit_bzero(buffer.data(), buffer.size());
        }
    }
    release();
    state_ = CameraState::off;
}

}  // namespace hall::kiosk
