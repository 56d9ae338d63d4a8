// Screens: all there are, one row each in the lists below.

#pragma once

#include <variant>

#include "kiosk/screens/article/article.h"
#include "kiosk/screens/board/board.h"
#include "kiosk/screens/calibration/calibration.h"
#include "kiosk/screens/camera/camera_screen.h"
#include "kiosk/screens/disclosure/disclosure.h"
#include "kiosk/screens/form/form.h"
#include "kiosk/screens/help/help.h"
#include "kiosk/screens/home/home.h"
#include "kiosk/screens/login/login.h"
#include "kiosk/screens/missing/missing.h"
#include "kiosk/screens/picture/picture.h"
#include "kiosk/screens/print/print_screen.h"
#include "kiosk/screens/progress/progress.h"
#include "kiosk/screens/question/question.h"
#include "kiosk/screens/receipt/receipt.h"
#include "kiosk/screens/search/search.h"
#include "kiosk/screens/service/service.h"
#include "kiosk/screens/staff/staff.h"
#include "kiosk/screens/staff_door/staff_door.h"
#include "kiosk/screens/status/status.h"
#include "kiosk/screens/voice/voice.h"

namespace hall::kiosk {

// The first is what an empty stack shows.
using ScreenModel =
    std::variant<HomeModel, BoardModel, ArticleModel, DisclosureModel, QuestionModel, SearchModel,
                 ServiceModel, FormModel, ReceiptModel, ProgressModel, LoginModel, StaffModel,
                 StatusModel, HelpModel, StaffDoorModel, PictureModel, CalibrationModel,
                 MissingModel, CameraModel, PrintModel, VoiceModel>;

// Intents of those that have some of their own.
using ScreenIntent =
    std::variant<ArticleIntent, BoardIntent, CalibrationIntent, CameraIntent, DisclosureIntent,
                 FormIntent, HelpIntent, LoginIntent, PrintIntent, ProgressIntent, ReceiptIntent,
                 SearchIntent, ServiceIntent, VoiceIntent>;

struct Model;
class Intents;

// The one on top, with the dialogs that may cover it.
void draw(const Model&, ui::Frame&, Intents&);

}  // namespace hall::kiosk
