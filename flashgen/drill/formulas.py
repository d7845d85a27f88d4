r"""Mathematics in plain characters: ``\(x^2 \le \alpha\)`` reads x² ≤ α.

What cannot be said in one line of characters stays as it was written: LaTeX can be read, a wrong formula cannot.
"""

from __future__ import annotations

import re

_PAIRS = """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
    pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ
    Phi Φ Psi Ψ Omega Ω times × cdot · div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼
    propto ∝ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ iff ⇔ mapsto ↦ infty ∞ sum ∑
    prod ∏ int ∫ partial ∂ nabla ∇ in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ forall ∀ exists ∃ neg ¬
    land ∧ wedge ∧ lor ∨ vee ∨ circ ∘ degree ° ldots … dots … cdots ⋯ ell ℓ hbar ℏ angle ∠ perp ⊥ parallel ∥
    langle ⟨ rangle ⟩ mid ∣ star ⋆ ast ∗ oplus ⊕ otimes ⊗ ll ≪ gg ≫
""".split()
_SIGNS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_FUNCTIONS = frozenset("log ln exp sin cos tan max min lim det dim arg gcd mod Pr sup inf".split())
_WORDS = frozenset("text mathrm mathbf mathit mathsf mathbb mathcal operatorname boldsymbol textbf textit".split())
_SPACES = (",", ";", ":", "!", " ", "quad", "qquad")
_RAISED = dict(zip("0123456789+-=()niabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

_GROUP = r"\{([^{}]*)\}"
_FRACTION = re.compile(rf"\\[dt]?frac\s*{_GROUP}\s*{_GROUP}")
_ROOT = re.compile(rf"\\sqrt\s*{_GROUP}")
_WORD = re.compile(rf"\\({'|'.join(_WORDS)})\s*{_GROUP}")
_SCRIPT = re.compile(rf"([\^_])(?:{_GROUP}|(\\[A-Za-z]+|[A-Za-z0-9+\-*]))")
_COMMAND = re.compile(r"\\([A-Za-z]+|[,;:! ])")
_SIZE = re.compile(r"\\(?:left|right|[bB]igg?[lr]?|displaystyle)(?![A-Za-z])\.?")
_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
_DEEPEST = 20
_UP, _DOWN = "\ue000", "\ue001"


def without_latex(text: str) -> str:
    r"""The text with what stands between ``\( \)``, ``\[ \]`` or ``$$ $$`` in plain characters."""
    return _FORMULA.sub(lambda match: plain(match[1] or match[2] or match[3]), text)


def plain(latex: str) -> str:
    """A formula in plain characters."""
    text = _SIZE.sub("", latex.strip())
    for _ in range(_DEEPEST):
        before = text
        text = _WORD.sub(lambda match: match[2], text)
        text = _SCRIPT.sub(_script, text)
        text = _ROOT.sub(lambda match: f"√{_bracketed(match[1])}", text)
        text = _FRACTION.sub(lambda match: f"{_bracketed(match[1])}/{_bracketed(match[2])}", text)
        if text == before:
            break
    text = _COMMAND.sub(_command, text)
    for written, meant in ((r"\{", "{"), (r"\}", "}"), (r"\%", "%"), (_UP, "^"), (_DOWN, "_")):
        text = text.replace(written, meant)
    return re.sub(r"\s+", " ", text).strip()


def _script(match: re.Match[str]) -> str:
    """``^2`` as ², where every character has such a form; else in brackets."""
    inner = match[2] if match[2] is not None else match[3]
    if inner.strip() in (r"\circ", "∘"):
        return "°"
    table = _RAISED if match[1] == "^" else _LOWERED
    letters = inner.replace(" ", "")
    if letters and all(letter in table for letter in letters):
        return "".join(table[letter] for letter in letters)
    # another sign for the mark until all is done, so that it is not read again
    return (_UP if match[1] == "^" else _DOWN) + _bracketed(inner)


def _bracketed(inner: str) -> str:
    inner = inner.strip()
    return inner if re.fullmatch(r"\\?\w+|\d+(?:\.\d+)?", inner) else f"({inner})"


def _command(match: re.Match[str]) -> str:
    name = match[1]
    if name in _SIGNS:
        return _SIGNS[name]
    if name in _SPACES:
        return " "
    return f"{name} " if name in _FUNCTIONS else match[0]
