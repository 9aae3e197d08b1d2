USE [mgc]
GO
/****** Object:  Table [dbo].[tblPrincipalType]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblPrincipalType](
	[ptypeID] [smallint] NOT NULL,
	[ptypeDesc] [nvarchar](256) NOT NULL,
	[ptypeIsSystemUser] [bit] NOT NULL,
	[ptypeIsUser] [bit] NOT NULL,
	[ptypeIsFederated] [bit] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (1, N'Any', 0, 0, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (2, N'AnyUser', 0, 1, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (3, N'AnyGroup', 0, 0, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (4, N'SystemUser', 1, 0, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (5, N'User', 0, 1, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (6, N'ExternalUser', 0, 1, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (7, N'FederatedUser', 0, 1, 1)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (8, N'DC', 0, 0, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (9, N'Group', 0, 0, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (10, N'Folder', 0, 0, 0)
INSERT [dbo].[tblPrincipalType] ([ptypeID], [ptypeDesc], [ptypeIsSystemUser], [ptypeIsUser], [ptypeIsFederated]) VALUES (11, N'Federated Group', 0, 0, 1)
GO
/****** Object:  Table [dbo].[tblPrincipal]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblPrincipal](
	[prinID] [int] NOT NULL,
	[prinGuid] [uniqueidentifier] NOT NULL,
	[prinUri] [nvarchar](256) NOT NULL,
	[prinName] [nvarchar](256) NULL,
	[prinCompanyName] [nvarchar](256) NULL,
	[prinEmail] [nvarchar](256) NULL,
	[prinADPath] [nvarchar](256) NULL,
	[prinADUserPrincipalName] [nvarchar](256) NULL,
	[prinDisabled] [bit] NOT NULL,
	[prinTypeID] [smallint] NOT NULL,
	[prinAllowedPermSet] [bigint] NOT NULL,
	[prinUseInheritedPerms] [bit] NOT NULL,
	[prinAddedBy] [int] NULL,
	[prinAddedOn] [bigint] NOT NULL,
	[prinUpdatedBy] [int] NULL,
	[prinUpdatedOn] [bigint] NOT NULL,
	[prinVerifiedOn] [datetime] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (1, N'00000000-0000-0000-0000-000000000000', N'sip:system@contoso.com', N'System', NULL, NULL, NULL, NULL, 0, 4, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (101, N'2a3bbb46-c5bc-472f-a38f-8e83589534fb', N'sip:user01@contoso.com', N'User 01 (IT)', NULL, N'user01@contoso.com', N'CN=User 01,OU=IT,OU=People,DC=contoso,DC=com', N'user01@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (102, N'96cdf1bb-e4bc-4226-8d40-30a21ff9069b', N'sip:user02@contoso.com', N'User 02 (IT)', NULL, N'user02@contoso.com', N'CN=User 02,OU=IT,OU=People,DC=contoso,DC=com', N'user02@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (103, N'606f059f-dac4-42be-9787-39b25ff18383', N'sip:user03@contoso.com', N'User 03 (IT)', NULL, N'user03@contoso.com', N'CN=User 03,OU=IT,OU=People,DC=contoso,DC=com', N'user03@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (104, N'c80b7139-411d-4600-b81b-39addab0498b', N'sip:user04@contoso.com', N'User 04 (IT)', NULL, N'user04@contoso.com', N'CN=User 04,OU=IT,OU=People,DC=contoso,DC=com', N'user04@contoso.com', 1, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (105, N'4012f1f2-f6e2-48c6-8f1e-4c55f6c81896', N'sip:user05@contoso.com', N'User 05 (Finance)', NULL, N'user05@contoso.com', N'CN=User 05,OU=Finance,OU=People,DC=contoso,DC=com', N'user05@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (106, N'81b108f3-9322-40e1-a311-025dbd4b7dbf', N'sip:user06@contoso.com', N'User 06 (Finance)', NULL, N'user06@contoso.com', N'CN=User 06,OU=Finance,OU=People,DC=contoso,DC=com', N'user06@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (107, N'8e9aa38e-a837-47c6-9584-7515e5f4ac92', N'sip:user07@contoso.com', N'User 07 (Finance)', NULL, N'user07@contoso.com', N'CN=User 07,OU=Finance,OU=People,DC=contoso,DC=com', N'user07@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (108, N'7bf7d75b-b6ff-427e-aaa7-2d4c56dca2ef', N'sip:user08@contoso.com', N'User 08 (Sales)', NULL, N'user08@contoso.com', N'CN=User 08,OU=Sales,OU=People,DC=contoso,DC=com', N'user08@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (109, N'690594e9-2c30-4933-9219-a5e85ddda288', N'sip:user09@contoso.com', N'User 09 (Sales)', NULL, N'user09@contoso.com', N'CN=User 09,OU=Sales,OU=People,DC=contoso,DC=com', N'user09@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (110, N'f1914aa1-c605-4cea-a1c8-c70dccceb341', N'sip:user10@contoso.com', N'User 10 (Sales)', NULL, N'user10@contoso.com', N'CN=User 10,OU=Sales,OU=People,DC=contoso,DC=com', N'user10@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (111, N'3a45f3d2-275d-4171-b4cb-bb1d5cb993ea', N'sip:user11@contoso.com', N'User 11 (Human Resources)', NULL, N'user11@contoso.com', N'CN=User 11,OU=Human Resources,OU=People,DC=contoso,DC=com', N'user11@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (112, N'ec10e712-a683-4975-809b-98a11898c4df', N'sip:user12@contoso.com', N'User 12 (Human Resources)', NULL, N'user12@contoso.com', N'CN=User 12,OU=Human Resources,OU=People,DC=contoso,DC=com', N'user12@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (113, N'26921263-dba5-4817-804b-c3cf96de3102', N'sip:user13@contoso.com', N'User 13 (Facilities)', NULL, N'user13@contoso.com', N'CN=User 13,OU=Facilities,OU=People,DC=contoso,DC=com', N'user13@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (114, N'e92bf3bf-282b-4cd2-bd6d-ea722575a53b', N'sip:user14@contoso.com', N'User 14 (Facilities)', NULL, N'user14@contoso.com', N'CN=User 14,OU=Facilities,OU=People,DC=contoso,DC=com', N'user14@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (115, N'378cc624-fe86-4b4a-b907-6d376918a087', N'sip:user15@contoso.com', N'User 15 (Trading)', NULL, N'user15@contoso.com', N'CN=User 15,OU=Trading,DC=fabrikam,DC=com', N'user15@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (116, N'c6d70b33-9049-4560-af79-3067470c02dd', N'SIP:User06@contoso.com', N'User 06 (Finance, new account)', NULL, N'user16@contoso.com', N'CN=User 16,OU=Finance,OU=People,DC=contoso,DC=com', N'user16@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (117, N'37846c11-563f-499a-8ecd-50e3d63f8cd6', N'sip:user17@contoso.com', N'User 17 (Sales)', NULL, N'user17@contoso.com', N'CN=User 17,OU=Sales,OU=People,DC=contoso,DC=com', N'USER08@contoso.com', 0, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (118, N'3bbaed3c-aa23-491e-9fa5-9ae187a351ae', N'sip:user18@litware.com', N'User 18 (Litware)', N'Litware', NULL, NULL, NULL, 0, 7, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (119, N'347bb381-9e42-4e00-8333-e32f9c32a0ef', N'sip:user19@litware.com', N'User 19 (Litware)', N'Litware', NULL, NULL, NULL, 0, 7, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (120, N'a8e05302-fb1c-4856-be84-76277805a8ec', N'sip:user20@contoso.com', N'User 20 (Facilities)', NULL, N'user20@contoso.com', N'CN=User 20,OU=Facilities,OU=People,DC=contoso,DC=com', N'user20@contoso.com', 1, 5, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (150, N'879c10e0-098f-4927-9f53-a14af4d24963', N'ma-grp:879c10e0-098f-4927-9f53-a14af4d24963@u.g', N'IT Staff', NULL, NULL, N'CN=IT Staff,OU=Groups,DC=contoso,DC=com', NULL, 0, 9, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (151, N'de79ec3b-d1c0-445d-aee5-e5aa449f52e9', N'ma-grp:de79ec3b-d1c0-445d-aee5-e5aa449f52e9@u.g', N'Finance Staff', NULL, NULL, N'CN=Finance Staff,OU=Groups,DC=contoso,DC=com', NULL, 0, 9, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (152, N'd8b606dc-f256-4f20-8bd6-9b2048e117a9', N'ma-grp:d8b606dc-f256-4f20-8bd6-9b2048e117a9@u.g', N'Sales Staff', NULL, NULL, N'CN=Sales Staff,OU=Groups,DC=contoso,DC=com', NULL, 0, 9, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (153, N'3f26583b-74d6-4d77-8c44-84dc900203af', N'ma-grp:3f26583b-74d6-4d77-8c44-84dc900203af@u.g', N'Human Resources Staff', NULL, NULL, N'CN=Human Resources Staff,OU=Groups,DC=contoso,DC=com', NULL, 0, 9, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (154, N'342dbae7-3f6e-4ff4-a53b-4f7739de2a2f', N'ma-grp:342dbae7-3f6e-4ff4-a53b-4f7739de2a2f@u.g', N'Chat Administrators', NULL, NULL, N'CN=Chat Administrators,OU=Groups,DC=contoso,DC=com', NULL, 0, 9, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (155, N'263939f0-a367-45a2-b1e1-2f4fef9e95aa', N'ma-grp:263939f0-a367-45a2-b1e1-2f4fef9e95aa@u.g', N'Litware Partners', NULL, NULL, NULL, NULL, 0, 11, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (156, N'7b7d547e-6180-4155-aea4-6a59a43c543d', N'ma-grp:7b7d547e-6180-4155-aea4-6a59a43c543d@u.g', N'People', NULL, NULL, N'OU=People,DC=contoso,DC=com', NULL, 0, 10, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (157, N'db729878-fded-4b14-9892-85075aabdf85', N'ma-grp:db729878-fded-4b14-9892-85075aabdf85@u.g', N'Contractors', NULL, NULL, N'CN=Contractors,OU=Groups,DC=contoso,DC=com', NULL, 1, 9, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
INSERT [dbo].[tblPrincipal] ([prinID], [prinGuid], [prinUri], [prinName], [prinCompanyName], [prinEmail], [prinADPath], [prinADUserPrincipalName], [prinDisabled], [prinTypeID], [prinAllowedPermSet], [prinUseInheritedPerms], [prinAddedBy], [prinAddedOn], [prinUpdatedBy], [prinUpdatedOn], [prinVerifiedOn]) VALUES (158, N'632320cf-bef9-4b8e-a525-58c6b661be3b', N'ma-grp:632320cf-bef9-4b8e-a525-58c6b661be3b@u.g', N'contoso.com', NULL, NULL, N'DC=contoso,DC=com', NULL, 0, 8, 0, 1, 1, 633979008000000000, 1, 634609728000000000, CAST(0x00009FCC0039ADC5 AS DateTime))
GO
/****** Object:  Table [dbo].[tblPrincipalAffiliations]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblPrincipalAffiliations](
	[principalID] [int] NOT NULL,
	[affiliationID] [int] NOT NULL,
	[index] [int] NOT NULL,
	[updatedBy] [int] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (101, 101, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (101, 150, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (101, 154, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (101, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (102, 102, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (102, 150, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (102, 154, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (102, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (103, 103, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (103, 150, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (103, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (104, 104, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (104, 150, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (104, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (105, 105, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (105, 151, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (105, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (106, 106, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (106, 151, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (106, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (107, 107, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (107, 151, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (107, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (108, 108, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (108, 152, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (108, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (109, 109, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (109, 152, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (109, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (110, 110, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (110, 152, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (110, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (111, 111, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (111, 153, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (111, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (112, 112, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (112, 153, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (112, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (113, 113, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (113, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (114, 114, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (114, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (114, 157, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (115, 115, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (116, 116, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (116, 151, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (116, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (117, 117, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (117, 152, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (117, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (117, 197, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (118, 118, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (118, 155, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (119, 119, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (119, 155, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (120, 120, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (120, 156, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (120, 157, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (150, 150, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (151, 151, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (152, 152, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (153, 153, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (154, 154, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (154, 150, 1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (155, 155, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (156, 156, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (157, 157, -1, 1)
INSERT [dbo].[tblPrincipalAffiliations] ([principalID], [affiliationID], [index], [updatedBy]) VALUES (158, 158, -1, 1)
GO
/****** Object:  Table [dbo].[tblNode]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblNode](
	[nodeID] [int] NOT NULL,
	[nodeGuid] [uniqueidentifier] NOT NULL,
	[parentID] [int] NULL,
	[nodeType] [bit] NOT NULL,
	[nodeName] [nvarchar](256) NOT NULL,
	[nodeDesc] [nvarchar](256) NOT NULL,
	[topic] [nvarchar](256) NOT NULL,
	[filestoreURI] [nvarchar](256) NULL,
	[inheritance] [bit] NOT NULL,
	[scopeChange] [bit] NOT NULL,
	[overrideMember] [bit] NOT NULL,
	[invite] [bit] NULL,
	[logged] [bit] NULL,
	[filePost] [bit] NULL,
	[disabled] [bit] NOT NULL,
	[restrictChildCreate] [bit] NULL,
	[behavior] [smallint] NOT NULL,
	[visibility] [smallint] NULL,
	[scopeDefinerId] [int] NOT NULL,
	[roleDefinerId] [int] NOT NULL,
	[siopID] [uniqueidentifier] NULL,
	[nodeAddedBy] [int] NOT NULL,
	[nodeAddedOn] [bigint] NOT NULL,
	[nodeUpdatedBy] [int] NOT NULL,
	[nodeUpdatedOn] [bigint] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (1, N'3d3c646a-2e46-47eb-ba3a-e50abd00d34d', 1, 1, N'Contoso', N'Root of all categories', N'', N'https://chat.contoso.com/MGCWebService', 0, 1, 0, 1, 1, 1, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (2, N'16dab7d9-cd36-4712-9aeb-f0be49f1a324', 1, 1, N'Finance', N'Rooms of the finance department', N'', NULL, 0, 1, 0, 1, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (3, N'd78889bc-3d69-44e6-aa13-ad6e1de9f675', 1, 1, N'IT', N'Rooms of the IT department', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (4, N'ac95cc9a-81c4-43fe-9b2f-6f0e65637724', 3, 1, N'Service Desk', N'First level support', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (5, N'5b38c5d6-82de-4de3-92eb-18a5d662ea74', 4, 1, N'Europe, Middle East and Africa: second level support for hardware, software, telephony, printing and mobile devices', N'Second level support', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (6, N'a562698d-3e42-41bb-90cc-1db163ec3de4', 1, 1, N'Sales', N'Rooms of the sales department; nobody is invited automatically', N'', NULL, 0, 1, 0, 0, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (7, N'bb16b947-19a1-4758-8fcc-0576d284e5a9', 1, 1, N'Human Resources', N'For Human Resources only', N'', NULL, 0, 1, 0, NULL, NULL, 0, 0, NULL, 4, 3, 7, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (8, N'f643f3a9-b5b3-44f6-b7c0-d8ae5479547b', 1, 1, N'SALES', N'Sales rooms from before the reorganisation', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (9, N'03e1de1d-694b-4587-8b65-d42c2a2aa2a1', 90, 1, N'Archive', N'Rooms of closed projects', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (10, N'd9939573-776d-4c36-8dfb-328acae48cb5', 11, 1, N'Merger North', N'Merger team, northern offices', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (11, N'7012ecdf-8458-4a89-879a-2b852326248c', 10, 1, N'Merger South', N'Merger team, southern offices', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (12, N'698cf3fd-acfc-4730-8a38-dfa494acb4b9', 5, 1, N'Spare parts, repairs and returns of data centre hardware, with the contracts, contact points and delivery times of every single supplier', N'Third level support', N'', NULL, 0, 1, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (20, N'8179a816-01d7-4f33-b8bd-a02d1b387997', 2, 0, N'Finance Announcements', N'News from the finance department', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 5, 6, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (21, N'81bbeda7-380a-4365-be70-02e7dc506f65', 2, 0, N'Month-end Close', N'Tasks and questions of the monthly close', N'February close: deadline is Friday noon', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (22, N'd38980e3-587f-4ccf-99ec-ed0e5e3f293e', 2, 0, N'Accounts Payable', N'Invoices, reminders, supplier questions', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (23, N'a33d370a-5b10-4c3c-a0d0-360289ecf25e', 2, 0, N'Finance', N'Everything that has no other room', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (24, N'941f6f35-936b-4877-90e9-0f2fe421ae32', 3, 0, N'Network Operations', N'Lines, switches, firewalls', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, N'1ad580c9-90f8-4cbb-bd2e-96fec46a0da3', 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (25, N'5f924693-bc67-4b0e-9b45-954a816b38bb', 3, 0, N'Change Advisory Board', N'Changes that need an approval', N'Next meeting: Tuesday 14:00, room 3.12', NULL, 0, 0, 0, NULL, 0, NULL, 0, NULL, 4, 2, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (26, N'79ae8dae-606d-43c2-b3a7-442032fa5a6b', 4, 0, N'Queue', N'Tickets nobody has taken yet', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, N'1ad580c9-90f8-4cbb-bd2e-96fec46a0da3', 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (27, N'c93cbf47-0c49-4a35-b1dd-d284e4c46f8f', 5, 0, N'Escalations of customers with a premium contract, all product lines, including open questions about invoices, deliveries and returns', N'Second level support', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (28, N'2e06d964-016f-4ef9-a915-502edecffac1', 5, 0, N'Handover between the early, the late and the night shift, with everything that is open at the end of the day and must not wait', N'Second level support', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (29, N'cdeb612d-3659-43c9-b975-dae801451b23', 6, 0, N'Sales Floor', N'Offers, leads, quick questions', N'', NULL, 0, 0, 0, 1, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (30, N'11b2bd78-8c63-493d-a726-400cd9a6c4d3', 6, 0, N'Key Accounts', N'Large customers and partners', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 2, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (31, N'6351b122-630a-4a8b-8318-fa6fbd0f544f', 6, 0, N'Litware Joint Pricing', N'Prices agreed with Litware', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 2, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (32, N'd16aa35d-4133-48b0-908a-0aaed974757f', 8, 0, N'SALES FLOOR', N'Old room, please use the new one', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (33, N'065bd85e-8f45-49fc-a5e7-58d776cc4eb3', 7, 0, N'Policies', N'Travel, remote work, working hours', N'', NULL, 0, 0, 0, NULL, NULL, 1, 0, NULL, 4, 3, 7, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (34, N'463a2a02-da67-469e-8fe3-651f2a5ee2d2', 7, 0, N'Benefits Q&A', N'Questions are collected beforehand; Human Resources answers', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 5, 3, 7, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (35, N'63e822c8-ed8d-4349-9e37-478587f1a1c9', 3, 0, N'Helpdesk 2009', N'Replaced by the service desk', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 1, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (36, N'01858bc6-469c-4e5e-9246-f01bf759cb6f', 3, 0, N'Building B Move', N'Boxes, cables, desk numbers', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (37, N'fe2c78cd-c693-4803-b3b9-b6b064ea54aa', 1, 0, N'Water Cooler', N'Everything but work', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 6, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (38, N'a1ee066e-5035-4153-be8a-f83a56da6e4c', NULL, 0, N'Summer Party 2010', N'Who brings what', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (39, N'55396470-002a-43b7-932c-01939818ab46', 77, 0, N'Migration Trial', N'Test room of the first migration attempt', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (40, N'fc58c4b1-0621-43d6-8be4-afcf5b7c2c03', 2, 0, N'Trading Desk', N'Prices and orders of the day. Only confirmed orders belong here; for questions about limits use the risk hotline, for questions about settlement the back office. Orders after 17:30 count for the next day. Whoever is not sure asks the desk lead before, not ', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 2, 1, 1, N'33d99099-d338-4578-9d6f-d69caf487248', 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (41, N'517723a8-f0a7-48a9-af3e-9d69cf638b45', 3, 0, N'Monitoring', N'Copied from the console: ALARM', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 9, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
INSERT [dbo].[tblNode] ([nodeID], [nodeGuid], [parentID], [nodeType], [nodeName], [nodeDesc], [topic], [filestoreURI], [inheritance], [scopeChange], [overrideMember], [invite], [logged], [filePost], [disabled], [restrictChildCreate], [behavior], [visibility], [scopeDefinerId], [roleDefinerId], [siopID], [nodeAddedBy], [nodeAddedOn], [nodeUpdatedBy], [nodeUpdatedOn]) VALUES (42, N'64c9a79b-b1f3-4d17-9692-39d06e7af708', 12, 0, N'Returns', N'Return slips and tracking numbers', N'', NULL, 0, 0, 0, NULL, NULL, NULL, 0, NULL, 4, 3, 1, 1, NULL, 1, 633979008000000000, 1, 634609728000000000)
GO
/****** Object:  Table [dbo].[tblRoleType]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblRoleType](
	[rtypeID] [int] NOT NULL,
	[rtypeDesc] [nvarchar](256) NOT NULL,
	[rtypeAllowedPermSet] [bigint] NOT NULL,
	[honorsOverride] [bit] NOT NULL,
	[honorsScope] [bit] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblRoleType] ([rtypeID], [rtypeDesc], [rtypeAllowedPermSet], [honorsOverride], [honorsScope]) VALUES (11, N'Member', 3456, 1, 1)
INSERT [dbo].[tblRoleType] ([rtypeID], [rtypeDesc], [rtypeAllowedPermSet], [honorsOverride], [honorsScope]) VALUES (12, N'Manager', 3476, 0, 0)
INSERT [dbo].[tblRoleType] ([rtypeID], [rtypeDesc], [rtypeAllowedPermSet], [honorsOverride], [honorsScope]) VALUES (13, N'Voiced', 4096, 0, 1)
GO
/****** Object:  Table [dbo].[tblScopePrincipal]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblScopePrincipal](
	[scopeNodeID] [int] NOT NULL,
	[scopePrinID] [int] NOT NULL,
	[scopeUpdatedBy] [int] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblScopePrincipal] ([scopeNodeID], [scopePrinID], [scopeUpdatedBy]) VALUES (7, 153, 1)
INSERT [dbo].[tblScopePrincipal] ([scopeNodeID], [scopePrinID], [scopeUpdatedBy]) VALUES (7, 198, 1)
GO
/****** Object:  Table [dbo].[tblPrincipalRole]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblPrincipalRole](
	[prinRoleNodeID] [int] NOT NULL,
	[prinRolePrinID] [int] NOT NULL,
	[prinRoleTypeID] [int] NOT NULL,
	[prinRoleUpdatedBy] [int] NOT NULL,
	[honorsOverride] [bit] NOT NULL,
	[honorsScope] [bit] NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (1, 101, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (1, 104, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (1, 154, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (2, 105, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (2, 151, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (3, 102, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (3, 150, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (4, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (6, 108, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (6, 152, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (7, 111, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (8, 109, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (9, 101, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (10, 101, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (11, 101, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (12, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (20, 105, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (20, 105, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (20, 105, 13, 1, 0, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (20, 106, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (20, 106, 13, 1, 0, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (20, 151, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (21, 105, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (21, 105, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (21, 106, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (21, 107, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (22, 106, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (22, 106, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (22, 107, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (22, 116, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (23, 105, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (23, 105, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (23, 107, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (24, 102, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (24, 102, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (24, 103, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (24, 150, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (25, 101, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (25, 102, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (25, 102, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (25, 105, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (26, 102, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (26, 103, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (26, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (26, 157, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (27, 102, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (27, 103, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (27, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (28, 101, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (28, 103, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (28, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (29, 108, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (29, 108, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (29, 109, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (29, 110, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (29, 117, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (30, 108, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (30, 108, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (30, 109, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (30, 118, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (31, 118, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (31, 118, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (31, 119, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (31, 155, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (32, 109, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (32, 109, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (32, 110, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (33, 111, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (33, 111, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (33, 112, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (33, 113, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (33, 199, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (34, 111, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (34, 111, 13, 1, 0, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (34, 112, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (34, 112, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (34, 112, 13, 1, 0, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (35, 103, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (35, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (35, 104, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (36, 113, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (36, 114, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (36, 150, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (37, 114, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (37, 114, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (37, 156, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (38, 112, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (38, 112, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (38, 114, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (39, 101, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (39, 101, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (40, 104, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (40, 107, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (40, 107, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (40, 115, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (40, 120, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (41, 102, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (41, 102, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (41, 103, 11, 1, 1, 1)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (42, 103, 11, 1, 1, 1)
GO
print 'Processed 100 total records'
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (42, 103, 12, 1, 0, 0)
INSERT [dbo].[tblPrincipalRole] ([prinRoleNodeID], [prinRolePrinID], [prinRoleTypeID], [prinRoleUpdatedBy], [honorsOverride], [honorsScope]) VALUES (42, 114, 11, 1, 1, 1)
GO
/****** Object:  Table [dbo].[tblSiopWhiteList]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblSiopWhiteList](
	[siopId] [uniqueidentifier] NOT NULL,
	[siopName] [nvarchar](50) NOT NULL,
	[siopUrl] [nvarchar](255) NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblSiopWhiteList] ([siopId], [siopName], [siopUrl]) VALUES (N'1ad580c9-90f8-4cbb-bd2e-96fec46a0da3', N'Ticket Board', N'https://apps.contoso.com/tickets')
INSERT [dbo].[tblSiopWhiteList] ([siopId], [siopName], [siopUrl]) VALUES (N'2e5f4b76-fa83-4a6c-ae0b-e2553cfc9bb8', N'ticket board', N'https://apps.contoso.com/tickets-old')
INSERT [dbo].[tblSiopWhiteList] ([siopId], [siopName], [siopUrl]) VALUES (N'33d99099-d338-4578-9d6f-d69caf487248', N'Rate table for currencies, interest and commodity ', N'https://apps.contoso.com/rates')
INSERT [dbo].[tblSiopWhiteList] ([siopId], [siopName], [siopUrl]) VALUES (N'445d2d69-1fd1-4b6d-acc8-f1c8c3be7906', N'Shift Plan', N'https://apps.contoso.com/shifts?team1=all-shifts-of-this-week&team2=all-shifts-of-this-week&team3=all-shifts-of-this-week&team4=all-shifts-of-this-week&team5=all-shifts-of-this-week&team6=all-shifts-of-this-week&team7=all-shifts-of-this-week&team8=all-shi')
INSERT [dbo].[tblSiopWhiteList] ([siopId], [siopName], [siopUrl]) VALUES (N'58cf4d1c-fcfd-410c-9756-d2346e18df2c', N'File Drop', N'ftp://files.contoso.com/drop')
GO
/****** Object:  Table [dbo].[tblChat]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblChat](
	[channelID] [int] NOT NULL,
	[chatID] [bigint] NOT NULL,
	[chatDate] [bigint] NOT NULL,
	[userId] [int] NOT NULL,
	[isAlert] [bit] NOT NULL,
	[content] [nvarchar](max) NOT NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 1, 633987936000000000, 105, 0, N'Good morning. The travel expense form has changed, please use the new one from today.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 2, 634133079100000000, 106, 1, N'The half-year close starts on Thursday. Please book nothing into June after that.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 3, 634598838000000000, 105, 0, N'Last payment run of the year: Wednesday 10:00.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 1, 634342357610000000, 105, 0, N'Two days left. What is still open?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 2, 634342358450000000, 106, 0, N'Accruals for the warehouse, I am waiting for the delivery notes.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 3, 634342359300000000, 107, 0, N'Intercompany with the Zürich office: they are short by 1,250.00 € <again>.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 4, 634342368120000000, 105, 0, N'Current state: ma-filelink://chat.contoso.com/81BBEDA7-380A-4365-BE70-02E7DC506F65/3CC6D8D9-60D1-4D4A-9800-6C4DF8C44169.xlsx')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 5, 634344846600000000, 106, 0, N'And last year for comparison: ma-filelink://chat.contoso.com/81BBEDA7-380A-4365-BE70-02E7DC506F65/3895F1A4-BFEF-4D8F-9076-DFD75408E9FA.xlsx')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 6, 634344849470000000, 107, 0, N'Thanks. The difference is the bonus provision,
all other lines agree:
- rent
- energy
- insurance')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (21, 7, 634345954890000000, 105, 0, N'Closed. Thank you all 👍')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (22, 1, 634200516210000000, 106, 0, N'Invoice 40117 arrived twice, I blocked the second one.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (22, 2, 634200518350000000, 107, 0, N'Good. The supplier wrote "payment within 14 days & 2% discount", can we still make it?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (22, 3, 634200518700000000, 106, 0, N'Yes, it goes out tonight.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (22, 4, 634623961280000000, 116, 0, N'I have a new account since Monday, please use this one.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (23, 1, 633928328420000000, 105, 0, N'Welcome to the new room.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (23, 2, 633928329400000000, 107, 0, N'Where do questions about petty cash go?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (23, 3, 633928329720000000, 105, 0, N'Here, for now.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 1, 633771899130000000, 102, 1, N'Line to the Munich office is down since 06:52.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 2, 633771900700000000, 103, 0, N'Ticket opened with the provider.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 3, 633771964790000000, 102, 0, N'Back up. A digger found the cable.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 4, 634224906000000000, 103, 0, N'New firewall rules are live. If something is blocked, write it here with <source> -> <destination>.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 5, 634224912860000000, 101, 0, N'Printing from building B does not work.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 6, 634224919230000000, 103, 0, N'Fixed, try again please.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (24, 7, 634689402440000000, 102, 0, N'Switch 3 in building A restarted on its own. Watching it.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (25, 1, 634042548000000000, 102, 0, N'For tomorrow: mail server update, new backup times, phone firmware.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (25, 2, 634043419550000000, 105, 0, N'Finance asks for no changes between the 28th and the 3rd.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (25, 3, 634043420400000000, 102, 0, N'Noted. Mail server on the 20th, then.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (26, 1, 634495950750000000, 103, 0, N'Printer on the second floor shows this: ma-filelink://chat.contoso.com/79AE8DAE-606D-43C2-B3A7-442032FA5A6B/FE047A5C-7E0A-470F-B0F0-92C2F8BF7740.png')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (26, 2, 634495953000000000, 102, 0, N'Known, needs new firmware. I take it.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (26, 3, 634496005700000000, 103, 0, N'Three password resets waiting. Anybody?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (26, 4, 634496790110000000, 114, 0, N'My badge does not open the parking garage.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (26, 5, 634496793190000000, 103, 0, N'That is Facilities, but I forward it.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (27, 1, 634534128070000000, 103, 1, N'Customer 2214 has been waiting for a replacement since Monday.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (27, 2, 634534133210000000, 102, 0, N'The part is in customs. I call them every hour.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (28, 1, 634534416000000000, 103, 0, N'Open at handover: customer 2214 (customs), tape library 2 (cleaning).')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (28, 2, 634534704120000000, 101, 0, N'Tape library 2 is done.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (29, 1, 634072626000000000, 108, 0, N'Who has time for a call with the trade fair people at 11?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (29, 2, 634072627040000000, 110, 0, N'I do.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (29, 3, 634072683020000000, 109, 0, N'Draft of the offer: ma-filelink://chat.contoso.com/CDEB612D-3659-43C9-B975-DAE801451B23/CF6B8C39-4AAE-43F1-AE60-1CB03D42FD28.docx')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (29, 4, 634072691700000000, 108, 0, N'Page 3: the discount is 12%, not 21%.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (29, 5, 634072692110000000, 109, 0, N'Oops. Corrected 😅')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (29, 6, 634430580000000000, 117, 0, N'The order from Oslo is signed!')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (30, 1, 634248036000000000, 108, 0, N'Preparation for the meeting with Litware on Thursday.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (30, 2, 634248043470000000, 118, 0, N'We send the agenda today. Five people on our side.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (30, 3, 634248043800000000, 109, 0, N'Thanks, I book the large room.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (31, 1, 634267944000000000, 118, 0, N'Proposal for next year: unchanged, apart from transport.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (31, 2, 634267971000000000, 119, 0, N'Agreed from our side.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (32, 1, 633715776000000000, 109, 0, N'First message in here.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (32, 2, 633967344000000000, 109, 0, N'This room closes at the end of the year, please use the new one.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (33, 1, 634006116000000000, 111, 0, N'The draft on remote work is ready for comments.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (33, 2, 634006134180000000, 112, 0, N'Section 4: who pays for the chair?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (33, 3, 634006136320000000, 113, 0, N'Facilities can lend chairs, up to ten.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (33, 4, 634008024000000000, 196, 0, N'Comments from the works council are in the folder.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (34, 1, 634406256000000000, 111, 0, N'Q: Is the bicycle lease open for part-time staff?
A: Yes, from six months on.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (34, 2, 634406258400000000, 112, 0, N'Q: Until when can I change the pension plan?
A: Until 30 June.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (35, 1, 633673422000000000, 103, 0, N'Mailbox full, what now?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (35, 2, 633673424500000000, 104, 0, N'Archive everything before 2008, I help you.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (35, 3, 633846528000000000, 104, 0, N'Last day of this room. From Monday on there is the service desk.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (36, 1, 634665312000000000, 113, 0, N'Boxes come on Wednesday. Two per person.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (36, 2, 634665318330000000, 114, 0, N'Who takes down the monitors?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (36, 3, 634665325200000000, 103, 0, N'We do, starting at 16:00. Please label the cables.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (37, 1, 634100397000000000, 114, 0, N'Today: lasagne.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (37, 2, 634100397800000000, 109, 0, N'Again?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (37, 3, 634100398200000000, 112, 0, N'Spargel! 😀')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (38, 1, 634134888000000000, 112, 0, N'I bring salad. Who brings the grill?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (38, 2, 634134889500000000, 114, 0, N'Me.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (39, 1, 634725828000000000, 101, 0, N'Test 1')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (39, 2, 634725828300000000, 101, 0, N'Test 2')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (40, 1, 634351896600000000, 107, 0, N'Limit for today: 250.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (40, 2, 504911232000000000, 115, 0, N'Order confirmed, 120 at 41.75.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (40, 3, 504911232000000000, 115, 0, N'Order confirmed, 80 at 41.70.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (40, 4, 634352814600000000, 104, 0, N'Settlement of yesterday is done.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (40, 5, 634352820000000000, 115, 0, N'Order confirmed, 30 at 41.90.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (41, 1, 634504400400000000, 102, 1, N'web01: disk 91%')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (41, 2, 634504404000000000, 102, 0, N'web01: disk 74%  ok')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (41, 3, 634741164000000000, 103, 0, N'Certificates expire in 30 days: mail, portal.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (42, 1, 634582548000000000, 103, 0, N'Two drives go back today.')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (60, 1, 633698568000000000, 103, 0, N'Is anybody still using this room?')
INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (60, 2, 633699432000000000, 102, 0, N'No. I remove it today.')
GO
/****** Object:  Table [dbo].[tblContosoNotes]    Script Date: 02/01/2012 09:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[tblContosoNotes](
	[noteID] [int] NOT NULL,
	[note] [nvarchar](100) NULL
) ON [PRIMARY]
GO
INSERT [dbo].[tblContosoNotes] ([noteID], [note]) VALUES (1, N'Do not touch: ''reporting'' reads this, every night')
INSERT [dbo].[tblContosoNotes] ([noteID], [note]) VALUES (2, N'')
INSERT [dbo].[tblContosoNotes] ([noteID], [note]) VALUES (3, NULL)
GO
