// Focus: which of the things on the screen the keys mean.
//
// Whatever a finger can tap can be walked to and chosen with a keypad (arrows, Tab,
// Enter, Esc, digits) or with two buttons, one of which sends Tab and the other Enter.
// Tab goes through everything as it is read (Zone) and begins again after the last; the
// arrows go to what stands nearest in their direction.
//
// What a key meant is decided at the end of its frame, when all of the frame is known: a
// dialog drawn last hides what lies below. The thing chosen is told so in the next frame,
// as if it had been tapped. Pure; one thread.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/input/key_queue.h"
#include "kiosk/ui/access/access.h"
#include "kiosk/ui/frame/touch.h"

namespace hall::kiosk::ui {

struct FocusTarget {
    TouchId id = 0;
    Box box;           // as laid out
    Box visible;       // what of it is in sight
    TouchId area = 0;  // the scroll area it lies in; 0: none
    Zone zone = Zone::content;
    bool enabled = true;
};

class Focus {
  public:
    // `finger_down`: a finger is used; the frame around the focused thing goes until the
    // next key.
    void begin(std::optional<KeyStroke> key, bool finger_down);

    // Which screen this is, and which page of it. On another one the focus begins anew, at
    // the first thing of the content, unless what had it is still there: a tab that was
    // chosen keeps it.
    void screen(TouchId id) { screen_ = id; }
    void page(TouchId id) { screen_ = screen_ * 31 + id; }

    // Something that can be chosen stands here in this frame. True if it has just been
    // chosen.
    bool target(const FocusTarget& target);

    // Esc chooses this thing.
    void escape(TouchId id) { escape_ = id; }

    // Digits can be typed on this screen. The one that was typed, told in the frame after
    // the key.
    std::optional<int> take_digit();

    // From here on everything lies above what came before, which is out of reach.
    void cover();

    // Decides what a key meant. True if something is now drawn differently.
    bool end();

    // What has a frame around it; nothing until a key is pressed.
    const FocusTarget* framed() const;

    // The focus went elsewhere in this frame: bring it into sight.
    bool moved() const { return shown_ && moved_; }

    void forget();

  private:
    const FocusTarget* find(TouchId id) const;
    const FocusTarget* first() const;
    const FocusTarget* nearest(const Box& box) const;
    const FocusTarget* beside(const FocusTarget& from, Key direction) const;
    const FocusTarget* next(const FocusTarget& from, int step);
    void follow();
    void begin_here();
    void walk(Key key);
    void go(const FocusTarget* target);

    std::optional<KeyStroke> key_;
    std::vector<FocusTarget> targets_;  // of this frame, in the order they were drawn
    std::vector<const FocusTarget*> order_;
    TouchId screen_ = 0;
    TouchId screen_before_ = 0;
    TouchId escape_ = 0;
    bool digits_ = false;  // a keyboard is on this screen, not covered
    bool covered_ = false;
    bool covered_before_ = false;
    TouchId below_ = 0;  // had the focus before a dialog came

    TouchId focus_ = 0;
    Box focus_box_;  // where it stood last
    bool shown_ = false;
    bool moved_ = false;
    TouchId chosen_ = 0;        // told in this frame
    TouchId chosen_next_ = 0;   // told in the next
    std::optional<int> digit_;  // the same of a digit
    std::optional<int> digit_next_;
};

}  // namespace hall::kiosk::ui
