#include "kiosk/devices/camera/camera.h"

namespace hall::kiosk {

std::string sentence_key(CameraState state) {
    switch (state) {
        case CameraState::off:
            return "camera.off";
        case CameraState::ready:
            return "camera.ready";
        case CameraState::no_camera:
            return "camera.no_camera";
        case CameraState::busy:
            return "camera.busy";
        case CameraState::unsupported:
            return "camera.unsupported";
        case CameraState::no_frames:
            return "camera.no_frames";
        case CameraState::gone:
            break;
    }
    return "camera.gone";
}

}  // namespace hall::kiosk
