// Package camera takes the picture that a telephone takes of the kiosk's screen, so
// that tests can ask whether a QR symbol drawn there is read by people who stand
// before it. It knows nothing of symbols, and no program imports it.
//
// What the camera of a telephone resolves. Programs that read codes look at the
// preview's frames and not at photos; ML Kit's guide for barcodes asks for 1280×720 or
// 1920×1080 pixels. Main cameras are as wide as lenses of 24 to 28 mm on film (36 mm
// by 24 mm, compared by the diagonal); the widest is the least favourable. On the 4:3
// sensor of such a camera the long side is 4/5 of the diagonal of 43.3 mm, 34.6 mm of
// film, so that 1920 pixels see 2·atan(17.3/24) = 71.6°, and in the middle 960·24/17.3
// = 1332 pixels see a radian: 23 a degree. At 60 cm a millimetre is 2.2 pixels.
//
// What blurs it. Lens, demosaicing and the telephone's own smoothing together are a
// Gaussian of 0.7 pixels where the picture is in focus: half the contrast is left at
// 0.27 cycles a pixel (0.187 divided by the Gaussian), as is usual for telephones. A
// hand that moves and a focus that hunts are [View.Blur] on top.
//
// What is computed. Rays go from a grid three times as fine as the sensor through the
// lens to the screen, whose pixels are squares of even light; light is added up as
// light, not as what files hold; each pixel of the sensor takes the mean over its
// square behind that Gaussian. So there is neither moiré that a real pixel would have
// averaged away nor an edge that a real lens would have spread. Then comes what a
// pane reflects, what the pixel takes wrongly, and the curve by which files hold light.
package camera
