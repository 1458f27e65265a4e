"""The style sheet of the window: one text, made from the colours of a theme and the text size."""

from string import Template

from dorpsapp.paths import resource
from dorpsapp.ui.tokens import Tokens

SHEET = Template("""
QAbstractItemView, QAbstractButton, QTabBar, QSlider, QTextEdit, QComboBox { outline: 0; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: $p4; }
QMainWindow, QScrollArea, QScrollArea > QWidget > QWidget#page { background: $page; }
QScrollArea { border: 0; }

QMenuBar { background: $side; color: $ink; padding: $p2; border-bottom: 1px solid $soft; }
QMenuBar::item { padding: $p4 $p10; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $tint; color: $ink; }
QMenu { background: $surface; color: $ink; border: 1px solid $line; padding: $p4; }
QMenu::item { padding: $p8 $p28 $p8 $p16; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $off; }
QMenu::separator { height: 1px; background: $soft; margin: $p4 $p8; }

QLineEdit, QComboBox, QSpinBox { min-height: $p26; }
QLineEdit, QComboBox, QPlainTextEdit, QSpinBox {
  background: $surface; color: $ink; border: 1px solid $line; border-radius: 6px; padding: $p6 $p8; margin: 2px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus {
  border: 3px solid $focus; margin: 0; }
QLineEdit:read-only { background: $stripe; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
  border: 3px solid $error; margin: 0; }
QLineEdit[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus, QComboBox[invalid="true"]:focus {
  border: 3px solid $focus; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $off; background: $stripe; }
QComboBox::drop-down { border: 0; width: $p28; }
QComboBox::down-arrow { image: url("$arrow"); width: $p18; height: $p18; }
QComboBox QAbstractItemView {
  background: $surface; color: $ink; border: 1px solid $line;
  selection-background-color: $accent; selection-color: $on_accent; }
QComboBox QAbstractItemView::item { min-height: $p32; padding: 0 $p8; }

QPushButton, QToolButton {
  background: $surface; color: $ink; border: 1px solid $line; border-radius: 6px;
  padding: $p7 $p14; min-height: $p26; margin: 2px; }
QPushButton:hover, QToolButton:hover { background: $tint; }
QPushButton:focus, QToolButton:focus { border: 3px solid $focus; margin: 0; }
QPushButton:disabled { color: $off; background: $stripe; border: 1px dashed $off; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent; }
QPushButton[primary="true"]:focus { border: 3px solid $primary_focus; }
QPushButton[primary="true"]:disabled { background: $stripe; color: $off; border-color: $off; }
QPushButton[chip="true"] { border-radius: $p15; padding: $p3 $p14; min-height: $p24; }
QPushButton[chip="true"]:checked {
  background: $tint; color: $ink; border: 2px solid $accent; margin: 1px; }
QPushButton[chip="true"]:checked:focus, QPushButton[chip="true"]:focus { border: 3px solid $focus; margin: 0; }
QPushButton[link="true"] {
  background: transparent; border: 1px solid transparent; color: $ink; text-align: left; padding: $p4 $p8; }
QPushButton[link="true"]:hover { background: $tint; }
QPushButton[link="true"]:focus { border: 3px solid $focus; margin: 0; }
QPushButton[segment="true"] { padding: $p5 $p14; min-height: $p24; }
QPushButton[segment="true"]:checked {
  background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[segment="true"]:checked:focus { border: 3px solid $primary_focus; margin: 0; }
QPushButton[tile="true"] {
  background: $surface; border: 1px solid $soft; border-radius: 10px; text-align: left; padding: 0; }
QPushButton[tile="true"]:hover { background: $tint; }
QPushButton[tile="true"]:focus { border: 3px solid $focus; margin: 0; }
QPushButton[quiet="true"] { background: transparent; border: 1px solid transparent; padding: $p4; min-width: $p24; }
QPushButton[quiet="true"]:hover { background: $tint; }
QPushButton[quiet="true"]:focus { border: 3px solid $focus; margin: 0; }
QPushButton[pin="true"] {
  background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0; margin: 0;
  min-width: $p24; max-width: $p24; min-height: $p24; max-height: $p24; }
QPushButton[pin="true"]:hover { background: $tint; }

QFrame[card="true"] { background: $surface; border: 1px solid $soft; border-radius: 10px; }
QFrame[notice="true"] { background: $tint; border: 1px solid $accent; border-radius: 8px; }
QFrame[notice="warning"] { background: $surface; border: 2px solid $warning; border-radius: 8px; }
QFrame[notice="error"] { background: $surface; border: 2px solid $error; border-radius: 8px; }
QFrame#banner { background: $banner; }
QFrame#banner QLabel { color: $on_banner; font-weight: 600; }
QFrame#banner QPushButton { background: transparent; color: $on_banner; border: 1px solid $on_banner; }
QFrame#banner QPushButton:focus { border: 3px solid $on_banner; margin: 0; }

QWidget#sidebar { background: $side; }
QListWidget#nav { background: $side; border: 3px solid transparent; padding: 5px; }
QListWidget#nav::item {
  border-radius: 8px; padding-left: $p6; color: $ink; border: 3px solid transparent; }
QListWidget#nav::item:hover { background: $tint; }
QListWidget#nav::item:selected { background: $tint; color: $accent; border-left: 3px solid $accent; border-radius: 0; }
QListWidget#nav::item:selected:focus { border: 3px solid $focus; border-radius: 8px; }
QFrame#rule { background: $soft; border: 0; }

QListWidget#subjects {
  background: $surface; color: $ink; border: 1px solid $soft; border-radius: 8px; padding: 4px; margin: 2px; }
QListWidget#subjects:focus { border: 3px solid $focus; margin: 0; }
QListWidget#subjects::item { min-height: $p32; padding-left: $p6; border-radius: 4px; color: $ink; }
QListWidget#subjects::item:selected { background: $tint; color: $ink; border-left: 3px solid $accent; }

QListView#suggestions {
  background: $surface; color: $ink; border: 2px solid $line; border-radius: 6px; padding: 2px; }
QListView#suggestions::item { min-height: $p34; padding: 0 $p8; }
QListView#suggestions::item:selected { background: $accent; color: $on_accent; }
QFrame#search { background: $surface; border: 2px solid $line; border-radius: 10px; }

QCheckBox, QRadioButton {
  spacing: $p10; min-height: $p28; padding: 2px; border: 3px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator {
  width: $p20; height: $p20; border: 2px solid $line; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QRadioButton::indicator {
  width: $p20; height: $p20; border: 2px solid $line; border-radius: $round; background: $surface; }
QRadioButton::indicator:checked { border-color: $accent; image: url("$dot"); }

QSlider { min-height: $p32; border: 3px solid transparent; border-radius: 6px; }
QSlider:focus { border-color: $focus; }
QSlider::groove:horizontal { height: 6px; background: $soft; border: 1px solid $line; border-radius: 3px; }
QSlider::handle:horizontal {
  width: $knob; margin: -$p10 0; background: $accent; border: 2px solid $surface; border-radius: $knob_round; }

QProgressBar {
  background: $surface; color: $ink; border: 1px solid $line; border-radius: 6px;
  min-height: $p20; text-align: center; }
QProgressBar::chunk { background: $tint; border-radius: 5px; }
QProgressBar[steps="true"] { min-height: $p6; max-height: $p6; border-radius: 3px; }
QProgressBar[steps="true"]::chunk { background: $accent; border-radius: 2px; }

QScrollBar:vertical { width: $p14; background: transparent; border: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: $p4; min-height: $p40; margin: 3px; }
QScrollBar:horizontal { height: $p14; background: transparent; border: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: $p4; min-width: $p40; margin: 3px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView {
  background: $surface; alternate-background-color: $stripe; color: $ink; gridline-color: $soft;
  border: 1px solid $soft; border-radius: 8px; margin: 2px;
  selection-background-color: $tint; selection-color: $ink; }
QTableView:focus { border: 3px solid $focus; margin: 0; }
QTableView::item { padding: 0 $p8; }
QTableView::item:selected:focus { background: $accent; color: $on_accent; }
QHeaderView { background: $stripe; border: 0; }
QHeaderView::section {
  background: $stripe; color: $ink; padding: $p8; border: 0; border-bottom: 2px solid $line; font-weight: 600; }
QHeaderView::down-arrow { image: url("$down"); width: $p16; height: $p16; subcontrol-position: right center; }
QHeaderView::up-arrow { image: url("$up"); width: $p16; height: $p16; subcontrol-position: right center; }
QTableCornerButton::section { background: $stripe; border: 0; }

QTabWidget::pane { border: 1px solid $soft; border-radius: 8px; background: $surface; }
QTabBar::tab {
  background: transparent; color: $ink; padding: $p7 $p14; min-height: $p24;
  border: 3px solid transparent; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { border: 3px solid $focus; border-radius: 6px; }
QTextBrowser { background: $surface; color: $ink; border: 1px solid $soft; border-radius: 8px; padding: $p12;
  margin: 2px;
  selection-background-color: $accent; selection-color: $on_accent; }
QTextBrowser:focus, QPdfView:focus { border: 3px solid $focus; margin: 0; }
QPdfView { border: 1px solid $soft; margin: 2px; }

QLabel { background: transparent; }
QLabel[look="h1"] { font-size: $p26; font-weight: 700; }
QLabel[look="h2"] { font-size: $p19; font-weight: 700; }
QLabel[look="number"] { font-size: $p30; font-weight: 700; color: $accent; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="strong"] { font-weight: 700; }
QLabel[look="warning"] { color: $warning; font-weight: 700; }
QLabel[look="error"] { color: $error; font-weight: 700; }
QLabel[look="field"] { font-weight: 600; }

QFrame#toast { background: $toast; border-radius: 8px; margin: 4px 24px 12px 24px; }
QFrame#toast QLabel { color: $on_toast; }
QFrame#toast QPushButton { background: transparent; color: $on_toast; border: 1px solid $on_toast; }
QFrame#toast QPushButton:focus { border: 3px solid $on_toast; margin: 0; }
QFrame#toast QPushButton:hover { background: transparent; border: 2px solid $on_toast; margin: 1px; }
""")

SIZES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15, 16, 18, 19, 20, 24, 26, 28, 30, 32, 34, 40, 44)


def style_sheet(tokens: Tokens, unit: float) -> str:
    """The style sheet for these colours; `unit` is 1.0 at text size 100%."""
    values = {name: getattr(tokens, name) for name in Tokens.__slots__}
    values |= {f"p{size}": f"{round(size * unit)}px" for size in SIZES}
    folder = resource("icons") / tokens.name
    values |= {
        "arrow": (folder / "chevron-down.svg").as_posix(),
        "down": (folder / "chevron-down.svg").as_posix(),
        "up": (folder / "chevron-up.svg").as_posix(),
        "check": (folder / "check.svg").as_posix(),
        "dot": (folder / "dot.svg").as_posix(),
        # A radius larger than half the box makes Qt draw a square, so it counts the border in.
        "round": f"{(round(20 * unit) + 4) // 2}px",
        # The knob is as high as its groove of 6 with the margins above and below.
        "knob": f"{2 + 2 * round(10 * unit)}px",
        "knob_round": f"{3 + round(10 * unit)}px",
    }
    return SHEET.substitute(values)
