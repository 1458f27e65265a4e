"""begin"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# How many rows each table gains (or loses, below zero) through this step; any other change stops the migration.
ROW_CHANGES: dict[str, int] = {}


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("PEOPLE", "SUPPORT", "ATTENDANCE", name="importkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("rows_read", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rows_new", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "legal_form",
            sa.Enum("ASSOCIATION", "FOUNDATION", "COOPERATIVE", "NONE", name="legalform", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("municipality", sa.String(length=80), nullable=False),
        sa.Column("kvk", sa.String(length=8), nullable=True),
        sa.Column("rsin", sa.String(length=9), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column(
            "client_word",
            sa.Enum("PARTICIPANT", "HELP_SEEKER", "RESIDENT", "GUEST", name="clientword", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "worker_word",
            sa.Enum("SUPPORTER", "CONSULTANT", "COORDINATOR", name="workerword", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("return_ride_units", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "locality",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("municipality", sa.String(length=80), nullable=False),
        sa.Column("postcodes", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locality")),
        sa.UniqueConstraint("name", name=op.f("uq_locality_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policy_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_area")),
        sa.UniqueConstraint("code", name=op.f("uq_policy_area_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=4000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "shape", sa.Enum("INDIVIDUAL", "GROUP", "HOURS", name="shape", native_enum=False, length=40), nullable=False
        ),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("units", sa.String(length=30), nullable=False),
        sa.Column("default_minutes", sa.Integer(), nullable=True),
        sa.Column("policy_area_id", sa.Integer(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_area_id"], ["policy_area.id"], name=op.f("fk_category_policy_area_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("code", name=op.f("uq_category_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("first_name", sa.String(length=60), nullable=True),
        sa.Column("initials", sa.String(length=20), nullable=True),
        sa.Column("prefix", sa.String(length=20), nullable=True),
        sa.Column("surname", sa.String(length=80), nullable=True),
        sa.Column("own_prefix", sa.String(length=20), nullable=True),
        sa.Column("own_surname", sa.String(length=80), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("street", sa.String(length=80), nullable=True),
        sa.Column("house_number", sa.Integer(), nullable=True),
        sa.Column("house_addition", sa.String(length=10), nullable=True),
        sa.Column("postcode", sa.String(length=6), nullable=True),
        sa.Column("town", sa.String(length=80), nullable=True),
        sa.Column("locality_id", sa.Integer(), nullable=True),
        sa.Column("mobile", sa.String(length=20), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("search_key", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_person_locality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("number", name=op.f("uq_person_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_locality_id"), ["locality_id"], unique=False)
        batch_op.create_index("ix_person_sort_key_id", ["sort_key", "id"], unique=False)

    op.create_table(
        "population",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("age_from", sa.Integer(), server_default="0", nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_population_locality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
        sa.UniqueConstraint("locality_id", "year", "age_from", name=op.f("uq_population_locality_id_year_age_from")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("population", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_population_locality_id"), ["locality_id"], unique=False)

    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("locality_id", sa.Integer(), nullable=True),
        sa.Column("when", sa.String(length=80), nullable=True),
        sa.Column("usual_minutes", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_activity_category_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["locality_id"], ["locality.id"], name=op.f("fk_activity_locality_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_category_id"), ["category_id"], unique=False)

    op.create_table(
        "client_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "referrer",
            sa.Enum(
                "SELF",
                "NEIGHBOUR",
                "GP",
                "DISTRICT_NURSE",
                "WMO_DESK",
                "WELFARE",
                "OTHER",
                name="referrer",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("contact_person_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_person_id"], ["person.id"], name=op.f("fk_client_role_contact_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_client_role_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("client_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "member_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("member_number", sa.String(length=20), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_member_role_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("member_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "volunteer_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("vog_issued_on", sa.Date(), nullable=True),
        sa.Column("vog_seen_on", sa.Date(), nullable=True),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("confidentiality_on", sa.Date(), nullable=True),
        sa.Column("drives", sa.Boolean(), nullable=True),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("inspection_until", sa.Date(), nullable=True),
        sa.Column("insurance_until", sa.Date(), nullable=True),
        sa.Column("iban", sa.String(length=34), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_volunteer_role_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("volunteer_role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_volunteer_role_person_id"), ["person_id"], unique=False)

    op.create_table(
        "activity_regular",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("VOLUNTEER", "CLIENT", "PAID", name="participantrole", native_enum=False, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_regular_activity_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_activity_regular_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_regular")),
        sa.UniqueConstraint(
            "activity_id", "person_id", "role", name=op.f("uq_activity_regular_activity_id_person_id_role")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("activity_regular", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_regular_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_activity_regular_person_id"), ["person_id"], unique=False)

    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started", sa.Time(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column(
            "quality",
            sa.Enum("RECORDED", "ESTIMATED", "MISSING", name="quality", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("km", sa.Integer(), nullable=True),
        sa.Column("both_ways", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("headcount", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_support_activity_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_support_batch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_support_category_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_category_id"), ["category_id"], unique=False)
        batch_op.create_index("ix_support_day_id", ["day", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_external_id"), ["external_id"], unique=False)
        batch_op.create_index(
            "ix_support_figures",
            ["day", "category_id", "quality", "minutes", "km", "headcount", "both_ways", "id"],
            unique=False,
        )

    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("support_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("VOLUNTEER", "CLIENT", "PAID", name="participantrole", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participation_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["support.id"], name=op.f("fk_participation_support_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("support_id", "person_id", "role", name=op.f("uq_participation_support_id_person_id_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index("ix_participation_figures", ["support_id", "role", "person_id", "minutes"], unique=False)
        batch_op.create_index(batch_op.f("ix_participation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "file_property",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_file_property")),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("keep", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "history_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["history.id"], name=op.f("fk_history_span_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_span")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("history_span", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_span_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index("ix_history_span_table_name_first_id", ["table_name", "first_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("an older file is put back from the backup that is made before each migration")
