"""Colours of the three themes by what they mean, and the contrast between two of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: every colour the window uses, as #RRGGBB; `off` is for what cannot be used now."""

    name: str
    dark: bool
    page: str
    surface: str
    stripe: str
    side: str
    ink: str
    muted: str
    off: str
    line: str
    soft: str
    accent: str
    on_accent: str
    tint: str
    focus: str
    primary_focus: str
    error: str
    success: str
    warning: str
    banner: str
    on_banner: str
    toast: str
    on_toast: str


LIGHT = Tokens(
    name="light",
    dark=False,
    page="#F6F8FA",
    surface="#FFFFFF",
    stripe="#F1F5F9",
    side="#EAF0F6",
    ink="#1A1A1A",
    muted="#4A5560",
    off="#4A5560",
    line="#767F89",
    soft="#D5DBE1",
    accent="#154273",
    on_accent="#FFFFFF",
    tint="#E3EDF7",
    focus="#0B57A4",
    primary_focus="#FFB612",
    error="#B00020",
    success="#1E6B2E",
    warning="#8A4B00",
    banner="#FFE58A",
    on_banner="#1A1A1A",
    toast="#1A1A1A",
    on_toast="#FFFFFF",
)

DARK = Tokens(
    name="dark",
    dark=True,
    page="#16191D",
    surface="#1F242A",
    stripe="#252B32",
    side="#1B2026",
    ink="#F2F4F6",
    muted="#B4BEC9",
    off="#B4BEC9",
    line="#8A95A1",
    soft="#39424C",
    accent="#8FC1F2",
    on_accent="#0B1A2B",
    tint="#24384D",
    focus="#FFD166",
    primary_focus="#000000",
    error="#FF8A8A",
    success="#7FD48F",
    warning="#FFC46B",
    banner="#FFD75E",
    on_banner="#1A1A1A",
    toast="#F2F4F6",
    on_toast="#16191D",
)

CONTRAST = Tokens(
    name="contrast",
    dark=True,
    page="#000000",
    surface="#000000",
    stripe="#000000",
    side="#000000",
    ink="#FFFFFF",
    muted="#FFFFFF",
    off="#B0B0B0",
    line="#FFFFFF",
    soft="#FFFFFF",
    accent="#FFFF00",
    on_accent="#000000",
    tint="#1A1A00",
    focus="#00FFFF",
    primary_focus="#0000FF",
    error="#FF9999",
    success="#66FF66",
    warning="#FFD24D",
    banner="#FFFF00",
    on_banner="#000000",
    toast="#FFFFFF",
    on_toast="#000000",
)

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
