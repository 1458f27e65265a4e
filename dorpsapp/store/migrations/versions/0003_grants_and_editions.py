"""grants, money, value, stories and editions"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# How many rows each table gains (or loses, below zero) through this step; any other change stops the migration.
ROW_CHANGES: dict[str, int] = {}


def upgrade() -> None:
    op.create_table(
        "avoided_cost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("price_low", sa.BigInteger(), nullable=False),
        sa.Column("price_middle", sa.BigInteger(), nullable=False),
        sa.Column("price_high", sa.BigInteger(), nullable=False),
        sa.Column("anyway", sa.Integer(), nullable=False),
        sa.Column("due_to_us", sa.Integer(), nullable=False),
        sa.Column("price_source", sa.String(length=200), nullable=False),
        sa.Column("share_source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avoided_cost")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "funder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("own_municipality", sa.String(length=80), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder")),
        sa.UniqueConstraint("name", name=op.f("uq_funder_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "report_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint("year", "section", name=op.f("uq_report_text_year_section")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reserve",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("GENERAL", "EARMARKED", "EQUALISATION", name="reservekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("opening", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("added", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve")),
        sa.UniqueConstraint("year", "name", name=op.f("uq_reserve_year_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["funder_id"], ["funder.id"], name=op.f("fk_edition_funder_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("checksum", name=op.f("uq_edition_checksum")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("edition", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_funder_id"), ["funder_id"], unique=False)

    op.create_table(
        "funder_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_funder_area_funder_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_area")),
        sa.UniqueConstraint("funder_id", "name", name=op.f("uq_funder_area_funder_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "funder_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_funder_form_funder_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_form")),
        sa.UniqueConstraint("funder_id", "name", name=op.f("uq_funder_form_funder_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "grant_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PREPARED",
                "REQUESTED",
                "GRANTED",
                "ACCOUNTED",
                "SETTLED",
                "REFUSED",
                name="grantstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("requested", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("grant_number", sa.String(length=40), nullable=True),
        sa.Column("case_number", sa.String(length=40), nullable=True),
        sa.Column(
            "regime",
            sa.Enum("NONE", "CONTENT", "CONTENT_AND_MONEY", "AUDITED", name="regime", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("eligible", sa.String(length=1000), nullable=True),
        sa.Column("explained_from", sa.Integer(), server_default="10", nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_grant_decision_funder_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_decision")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("grant_decision", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_decision_funder_id"), ["funder_id"], unique=False)

    op.create_table(
        "benefit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column(
            "system",
            sa.Enum(
                "RESIDENTS",
                "WMO",
                "ZVW",
                "WLZ",
                "YOUTH",
                "ENERGY",
                "HOUSING",
                name="benefitsystem",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "degree", sa.Enum("DIRECT", "INDIRECT", name="benefitdegree", native_enum=False, length=40), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_benefit_category_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit")),
        sa.UniqueConstraint("category_id", "system", name=op.f("uq_benefit_category_id_system")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("remind_days", sa.Integer(), server_default="28", nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant_decision.id"], name=op.f("fk_deadline_grant_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deadline", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_deadline_grant_id"), ["grant_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column(
            "without_us",
            sa.Enum("YES", "PARTLY", "NO", "UNKNOWN", name="withoutus", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("less_alone", sa.Boolean(), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=True),
        sa.Column("meaning", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_feedback_category_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("feedback", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_day"), ["day"], unique=False)

    op.create_table(
        "funder_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["funder_area.id"], name=op.f("fk_funder_mapping_area_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_funder_mapping_category_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_funder_mapping_funder_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_mapping")),
        sa.UniqueConstraint("funder_id", "category_id", name=op.f("uq_funder_mapping_funder_id_category_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("funder_mapping", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_funder_mapping_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_funder_mapping_category_id"), ["category_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.String(length=4000), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant_decision.id"], name=op.f("fk_question_grant_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("question", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index("ix_question_grant_id_position", ["grant_id", "position"], unique=False)

    op.create_table(
        "rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "kind",
            sa.Enum("LOW", "MIDDLE", "HIGH", "PASSENGER_KM", name="ratekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_rate_category_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate")),
        sa.UniqueConstraint("kind", "category_id", "valid_from", name=op.f("uq_rate_kind_category_id_valid_from")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rate", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_category_id"), ["category_id"], unique=False)

    op.create_table(
        "series_break",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_series_break_category_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_break")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("series_break", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_break_category_id"), ["category_id"], unique=False)

    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("pseudonym", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("is_used", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_story_person_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("story", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_person_id"), ["person_id"], unique=False)

    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.String(length=2000), nullable=True),
        sa.Column("goal", sa.String(length=1000), nullable=True),
        sa.Column("next_wanted", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_target_category_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant_decision.id"], name=op.f("fk_target_grant_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("target", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_category_id"), ["category_id"], unique=False)
        batch_op.create_index("ix_target_grant_id_position", ["grant_id", "position"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("side", sa.Enum("INCOME", "EXPENSE", name="side", native_enum=False, length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "GRANT",
                "FUND",
                "MEMBERSHIP",
                "OWN_CONTRIBUTION",
                "DONATION",
                "RENT",
                "OTHER_INCOME",
                "HOUSING",
                "STAFF",
                "VOLUNTEERS",
                "ACTIVITIES",
                "TRANSPORT",
                "INSURANCE",
                "GENERAL",
                "OTHER_EXPENSE",
                name="linekind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("explanation", sa.String(length=1000), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("is_general", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_eligible", sa.Boolean(), server_default=sa.text("1"), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_budget_line_activity_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grant_decision.id"], name=op.f("fk_budget_line_grant_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sa.UniqueConstraint("year", "name", name=op.f("uq_budget_line_year_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("budget_line", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_budget_line_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_budget_line_grant_id"), ["grant_id"], unique=False)

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=True),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_booking_batch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["line_id"], ["budget_line.id"], name=op.f("fk_booking_line_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("booking", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("ix_booking_day_id", ["day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_external_id"), ["external_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_line_id"), ["line_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("an older file is put back from the backup that is made before each migration")
