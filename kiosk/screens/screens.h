// Screens: one function each, from a model to what is drawn and what was meant. They
// keep no state and know no files, no clock and no other screen.

#pragma once

#include "kiosk/app/intent.h"
#include "kiosk/app/model.h"
#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk {

void draw_home(const Chrome&, const HomeModel&, ui::Frame&, Intents&);
void draw_board(const Chrome&, const BoardModel&, ui::Frame&, Intents&);
void draw_article(const Chrome&, const ArticleModel&, ui::Frame&, Intents&);
void draw_disclosure(const Chrome&, const DisclosureModel&, ui::Frame&, Intents&);
void draw_question(const Chrome&, const QuestionModel&, ui::Frame&, Intents&);
void draw_search(const Chrome&, const SearchModel&, ui::Frame&, Intents&);
void draw_service(const Chrome&, const ServiceModel&, ui::Frame&, Intents&);
void draw_form(const Chrome&, const FormModel&, ui::Frame&, Intents&);
void draw_receipt(const Chrome&, const ReceiptModel&, ui::Frame&, Intents&);
void draw_progress(const Chrome&, const ProgressModel&, ui::Frame&, Intents&);
void draw_login(const Chrome&, const LoginModel&, ui::Frame&, Intents&);
void draw_staff(const Chrome&, const StaffModel&, ui::Frame&, Intents&);
void draw_status(const Chrome&, const StatusModel&, ui::Frame&, Intents&);
void draw_help(const Chrome&, const HelpModel&, ui::Frame&, Intents&);
void draw_staff_door(const Chrome&, const StaffDoorModel&, ui::Frame&, Intents&);
void draw_picture(const Chrome&, const PictureModel&, ui::Frame&, Intents&);
void draw_calibration(const Chrome&, const CalibrationModel&, ui::Frame&, Intents&);
void draw_missing(const Chrome&, const MissingModel&, ui::Frame&, Intents&);

// 大字: how the screen is shown, in place of the one on top.
void draw_display(const Chrome&, const Display&, const Panel&, ui::Frame&, Intents&);

// The one on top, with the dialogs that may cover it.
void draw(const Model&, ui::Frame&, Intents&);

}  // namespace hall::kiosk
