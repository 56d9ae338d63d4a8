// A V4L2 camera, played: formats and sizes, frames, one that is unplugged in the middle.

#include "kiosk/devices/camera/v4l2_camera.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <string.h>

#include <deque>
#include <set>

#include "kiosk/devices/camera/photo.h"
#include "kiosk/devices/camera/picture_file_camera.h"
#include "tests/catch.h"
#include "tests/devices/sample_photos.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

struct Behaviour {
    std::vector<std::uint32_t> formats = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG};
    std::vector<std::pair<unsigned, unsigned>> sizes = {{640, 480}, {1920, 1080}, {3840, 2160}};
    std::uint32_t capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    int open_errno = 0;
    int start_errno = 0;
    std::uint32_t answered_format = 0;  // instead of what was asked for
    unsigned buffers = 3;
};

// Strict: a buffer belongs to the driver or to us, what was mapped is unmapped, a closed device is
// not spoken to.
class PlayedCamera final : public VideoDevice {
  public:
    struct State {
        Behaviour behaviour;
        bool open = false;
        bool streaming = false;
        bool unplugged = false;
        bool seen_zeroed = true;
        unsigned width = 0;
        unsigned height = 0;
        std::uint32_t format = 0;
        std::vector<std::vector<std::uint8_t>> buffers;
        std::set<unsigned> queued;
        std::size_t mapped = 0;
        std::deque<std::pair<std::string, std::uint32_t>> frames;  // bytes and flags
    };

    explicit PlayedCamera(State& state) : state_(state) {}

    int open(const std::string&) override {
        if (state_.behaviour.open_errno != 0) return state_.behaviour.open_errno;
        state_.open = true;
        return 0;
    }
    void close() override {
        REQUIRE(state_.mapped == 0);
        state_.open = false;
        state_.queued.clear();
        state_.buffers.clear();
    }
    std::span<std::uint8_t> map(std::size_t bytes, std::int64_t offset) override {
        ++state_.mapped;
        std::vector<std::uint8_t>& buffer = state_.buffers.at(static_cast<std::size_t>(offset));
        REQUIRE(bytes == buffer.size());
        return buffer;
    }
    void unmap(std::span<std::uint8_t> buffer) override {
        --state_.mapped;
        for (const std::uint8_t byte : buffer) state_.seen_zeroed &= byte == 0;
    }
    int wait(std::chrono::milliseconds) override {
        REQUIRE(state_.streaming);
        if (state_.unplugged) return ENODEV;
        return state_.frames.empty() || state_.queued.empty() ? ETIMEDOUT : 0;
    }

    int control(unsigned long request, void* argument) override {
        REQUIRE(state_.open);
        if (state_.unplugged) return ENODEV;
        switch (request) {
            case VIDIOC_QUERYCAP: {
                auto& capability = *static_cast<v4l2_capability*>(argument);
                capability.capabilities = V4L2_CAP_DEVICE_CAPS | V4L2_CAP_VIDEO_CAPTURE;
                capability.device_caps = state_.behaviour.capabilities;
                return 0;
            }
            case VIDIOC_ENUM_FMT: {
                auto& entry = *static_cast<v4l2_fmtdesc*>(argument);
                if (entry.index >= state_.behaviour.formats.size()) return EINVAL;
                entry.pixelformat = state_.behaviour.formats[entry.index];
                return 0;
            }
            case VIDIOC_ENUM_FRAMESIZES: {
                auto& entry = *static_cast<v4l2_frmsizeenum*>(argument);
                if (entry.index >= state_.behaviour.sizes.size()) return EINVAL;
                entry.type = V4L2_FRMSIZE_TYPE_DISCRETE;
                entry.discrete.width = state_.behaviour.sizes[entry.index].first;
                entry.discrete.height = state_.behaviour.sizes[entry.index].second;
                return 0;
            }
            case VIDIOC_S_FMT:
                return set_format(static_cast<v4l2_format*>(argument)->fmt.pix);
            case VIDIOC_REQBUFS: {
                auto& wanted = *static_cast<v4l2_requestbuffers*>(argument);
                wanted.count = std::min(wanted.count, state_.behaviour.buffers);
                state_.buffers.assign(
                    wanted.count,
                    std::vector<std::uint8_t>(std::size_t{state_.width} * state_.height * 2));
                return 0;
            }
            case VIDIOC_STREAMON:
                if (state_.behaviour.start_errno != 0) return state_.behaviour.start_errno;
                state_.streaming = true;
                return 0;
            case VIDIOC_STREAMOFF:
                state_.streaming = false;
                return 0;
            default:
                return control_buffer(request, *static_cast<v4l2_buffer*>(argument));
        }
    }

  private:
    int set_format(v4l2_pix_format& pixels) {
        state_.width = pixels.width;
        state_.height = pixels.height;
        if (state_.behaviour.answered_format != 0) {
            pixels.pixelformat = state_.behaviour.answered_format;
        }
        state_.format = pixels.pixelformat;
        pixels.bytesperline = pixels.width * 2;
        return 0;
    }

    int control_buffer(unsigned long request, v4l2_buffer& buffer) {
        if (request == VIDIOC_QUERYBUF) {
            buffer.length = static_cast<std::uint32_t>(state_.buffers.at(buffer.index).size());
            buffer.m.offset = buffer.index;
            return 0;
        }
        if (request == VIDIOC_QBUF) {
            REQUIRE(buffer.index < state_.buffers.size());
            REQUIRE(state_.queued.insert(buffer.index).second);
            return 0;
        }
        REQUIRE(request == VIDIOC_DQBUF);
        if (state_.frames.empty() || state_.queued.empty()) return EAGAIN;
        const auto& [bytes, flags] = state_.frames.front();
        buffer.index = *state_.queued.begin();
        state_.queued.erase(buffer.index);
        std::vector<std::uint8_t>& memory = state_.buffers[buffer.index];
        REQUIRE(bytes.size() <= memory.size());
        std::copy(bytes.begin(), bytes.end(), memory.begin());
        buffer.bytesused = static_cast<std::uint32_t>(bytes.size());
        buffer.flags = flags;
        state_.frames.pop_front();
        return 0;
    }

    State& state_;
};

V4l2Camera camera_of(PlayedCamera::State& state) {
    return {"/dev/video9", std::make_unique<PlayedCamera>(state)};
}

std::string yuyv_of(unsigned width, unsigned height, std::uint8_t y, std::uint8_t u,
                    std::uint8_t v) {
    std::string bytes;
    for (unsigned i = 0; i < width * height / 2; ++i) {
        for (const std::uint8_t byte : {y, u, y, v}) bytes += static_cast<char>(byte);
    }
    return bytes;
}

}  // namespace

TEST_CASE("a camera streams Motion JPEG in the largest size that is allowed") {
    PlayedCamera::State state;
    V4l2Camera camera = camera_of(state);
    REQUIRE_OK(camera.open());
    REQUIRE(camera.state() == CameraState::ready);
    REQUIRE(state.format == V4L2_PIX_FMT_MJPEG);
    REQUIRE(state.width == 1920);
    REQUIRE(state.queued.size() == 3);
    state.frames.emplace_back(jpeg_of(scene(1920, 1080), JpegKind::baseline), 0);
    const RgbaImage frame = VALUE(camera.frame(640, 480, 10ms));
    REQUIRE(frame.width == 640);
    REQUIRE(frame.height == 360);
    state.frames.emplace_back(jpeg_of(scene(1920, 1080), JpegKind::baseline), 0);
    const Photo photo = VALUE(prepare_photo(VALUE(camera.photo(10ms)), PhotoKind::scene));
    REQUIRE(photo.width == 1920);
    REQUIRE(state.queued.size() == 3);
    camera.close();
    REQUIRE_FALSE(state.open);
    REQUIRE_FALSE(state.streaming);
    REQUIRE(state.seen_zeroed);  // what it saw last is overwritten
    REQUIRE(camera.state() == CameraState::off);
}

TEST_CASE("of frames that wait the newest is shown, and damaged ones are left out") {
    PlayedCamera::State state;
    V4l2Camera camera = camera_of(state);
    REQUIRE_OK(camera.open());
    RgbImage dark = RgbImage::of_size(1920, 1080);
    state.frames.emplace_back(jpeg_of(dark, JpegKind::baseline), 0);
    state.frames.emplace_back(jpeg_of(brightened(scene(1920, 1080), 3), JpegKind::baseline), 0);
    state.frames.emplace_back("damaged", V4L2_BUF_FLAG_ERROR);
    const RgbaImage frame = VALUE(camera.frame(64, 64, 10ms));
    REQUIRE(frame.rgba[0] > 100);
    REQUIRE(state.frames.empty());
    // Some cameras leave out the end of a picture; half a picture is none.
    const std::string whole = jpeg_of(scene(1920, 1080), JpegKind::baseline);
    state.frames.emplace_back(whole.substr(0, whole.size() - 2), 0);
    REQUIRE_OK(camera.frame(64, 64, 10ms));
    state.frames.emplace_back(whole.substr(0, whole.size() / 2), 0);
    REQUIRE_ERROR(Errc::corrupt, camera.frame(64, 64, 10ms));
    state.frames.emplace_back("no picture at all", 0);
    REQUIRE_ERROR(Errc::corrupt, camera.frame(64, 64, 10ms));
    REQUIRE(camera.state() == CameraState::ready);
}

TEST_CASE("a camera with only YUYV gives the right colours") {
    PlayedCamera::State state;
    state.behaviour.formats = {V4L2_PIX_FMT_YUYV};
    state.behaviour.sizes = {{640, 480}, {1280, 720}, {1920, 1080}};
    V4l2Camera camera = camera_of(state);
    REQUIRE_OK(camera.open());
    REQUIRE(state.width == 1280);
    state.frames.emplace_back(yuyv_of(1280, 720, 81, 90, 240), 0);  // BT.601's red
    const RgbaImage frame = VALUE(camera.frame(320, 320, 10ms));
    REQUIRE(frame.width == 320);
    REQUIRE(frame.rgba[0] >= 253);
    REQUIRE(frame.rgba[1] <= 2);
    REQUIRE(frame.rgba[2] <= 2);
    state.frames.emplace_back(yuyv_of(1280, 720, 235, 128, 128).substr(0, 1000), 0);
    REQUIRE_ERROR(Errc::corrupt, camera.frame(320, 320, 10ms));
    REQUIRE_ERROR(Errc::corrupt, rgb_of_yuyv({}, 2, 2, 4));
}

TEST_CASE("a camera unplugged in the middle is gone, and can be opened again") {
    PlayedCamera::State state;
    V4l2Camera camera = camera_of(state);
    REQUIRE_OK(camera.open());
    state.unplugged = true;
    REQUIRE_ERROR(Errc::unavailable, camera.frame(64, 64, 10ms));
    REQUIRE(camera.state() == CameraState::gone);
    REQUIRE(sentence_key(camera.state()) == "camera.gone");
    REQUIRE(state.mapped == 0);
    REQUIRE_FALSE(state.open);
    REQUIRE_ERROR(Errc::unavailable, camera.photo(10ms));
    state.unplugged = false;
    REQUIRE_OK(camera.open());
    state.frames.emplace_back(jpeg_of(scene(1920, 1080), JpegKind::baseline), 0);
    REQUIRE_OK(camera.frame(64, 64, 10ms));
}

TEST_CASE("a camera that sends nothing says so and goes on once it does") {
    PlayedCamera::State state;
    V4l2Camera camera = camera_of(state);
    REQUIRE_OK(camera.open());
    REQUIRE_ERROR(Errc::exhausted, camera.frame(64, 64, 10ms));
    REQUIRE(camera.state() == CameraState::no_frames);
    state.frames.emplace_back(jpeg_of(scene(1920, 1080), JpegKind::baseline), 0);
    REQUIRE_OK(camera.frame(64, 64, 10ms));
    REQUIRE(camera.state() == CameraState::ready);
}

TEST_CASE("what is no usable camera is told apart") {
    const auto state_of = [](Behaviour behaviour) {
        PlayedCamera::State state;
        state.behaviour = std::move(behaviour);
        V4l2Camera camera = camera_of(state);
        REQUIRE_FALSE(camera.open().ok());
        REQUIRE_FALSE(state.open);
        return camera.state();
    };
    REQUIRE(state_of({.open_errno = ENOENT}) == CameraState::no_camera);
    REQUIRE(state_of({.open_errno = ENODEV}) == CameraState::no_camera);
    REQUIRE(state_of({.open_errno = EBUSY}) == CameraState::busy);
    REQUIRE(state_of({.start_errno = EBUSY}) == CameraState::busy);
    REQUIRE(state_of({.formats = {V4L2_PIX_FMT_H264}}) == CameraState::unsupported);
    REQUIRE(state_of({.capabilities = V4L2_CAP_VIDEO_OUTPUT}) == CameraState::unsupported);
    REQUIRE(state_of({.answered_format = V4L2_PIX_FMT_NV12}) == CameraState::unsupported);
    REQUIRE(state_of({.buffers = 1}) == CameraState::unsupported);
    V4l2Camera none("/dev/video-none", std::make_unique<SystemVideoDevice>());
    REQUIRE_ERROR(Errc::not_found, none.open());
    REQUIRE(none.state() == CameraState::no_camera);
    V4l2Camera no_camera("/dev/null", std::make_unique<SystemVideoDevice>());
    REQUIRE_ERROR(Errc::refused, no_camera.open());
    REQUIRE(no_camera.state() == CameraState::unsupported);
}

TEST_CASE("picture files stand in for a camera") {
    const TempFolder temp;
    DiskFiles files;
    const Path first = temp.path() / "a.jpg";
    const Path second = temp.path() / "b.png";
    REQUIRE_OK(
        files.write_durably(first, jpeg_of(scene(400, 300), JpegKind::baseline), FileMode::shared));
    REQUIRE_OK(files.write_durably(second, png_16_of(scene(200, 300)), FileMode::shared));
    PictureFileCamera camera(files, {first, second});
    REQUIRE_ERROR(Errc::unavailable, camera.photo(10ms));
    REQUIRE_OK(camera.open());
    REQUIRE(VALUE(camera.frame(200, 200, 10ms)).width == 200);
    REQUIRE(VALUE(prepare_photo(VALUE(camera.photo(10ms)), PhotoKind::scene)).width == 400);
    REQUIRE(VALUE(prepare_photo(VALUE(camera.photo(10ms)), PhotoKind::scene)).width == 200);
    REQUIRE_OK(files.remove(first));
    REQUIRE_ERROR(Errc::unavailable, camera.frame(200, 200, 10ms));
    REQUIRE(camera.state() == CameraState::gone);
    REQUIRE_ERROR(Errc::not_found, camera.open());
    REQUIRE(camera.state() == CameraState::no_camera);
}
