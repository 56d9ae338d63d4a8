// An X server without a screen (Xvfb), on a display number of its own choice, stopped by
// its own process id; and a second client that looks at the screen, taps and types.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/canvas/geometry.h"

struct _XDisplay;

namespace hall::test {

class XServer {
  public:
    // Nothing, and a printed reason, if Xvfb is not installed.
    static std::optional<XServer> start(kiosk::canvas::Size size, int depth = 24,
                                        const std::vector<std::string>& options = {});
    XServer(XServer&& other) noexcept;
    XServer& operator=(XServer&&) = delete;
    ~XServer();

    // ":99"; also in the environment as DISPLAY.
    const std::string& display() const { return display_; }

    void pause() const;
    void resume() const;
    void stop();
    void crash();  // as if it had been killed

  private:
    void end(int signal);
    XServer(pid_t process, std::string display);
    pid_t process_;
    std::string display_;
};

// What a person in front of the screen sees and does.
class Person {
  public:
    explicit Person(const XServer& server);
    Person(const Person&) = delete;
    Person& operator=(const Person&) = delete;
    ~Person();

    // The screen, row after row, 0x00RRGGBB.
    std::vector<std::uint32_t> look(kiosk::canvas::Size size);

    // One pixel of it.
    std::uint32_t pixel(int x, int y);

    void move(int x, int y);
    void press();
    void release();
    void type(unsigned long key_symbol, bool with_shift = false);

    // A window of one colour above all others, and away again.
    unsigned long cover(const kiosk::canvas::Rect& area);
    void uncover(unsigned long window);

    // The only visible window of another program, resized as a window manager would.
    void resize_window(kiosk::canvas::Size size);

    // A display turned on its side or exchanged. False if the server cannot do that.
    bool resize_screen(kiosk::canvas::Size size);

    // A display that is switched off or unplugged, and back again. False if the server cannot
    // do that.
    bool plug_screen(bool in);

    // Sends all of the above to the server, and does not wait for it.
    void flush();

    // Returns when the server has done all of the above.
    void finish();

  private:
    _XDisplay* display_;
    unsigned long mode_ = 0;  // of the screen while it is out
};

}  // namespace hall::test
